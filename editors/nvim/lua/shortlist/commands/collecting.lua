--- The actions of `:Shortlist practice` that bring problems in and take progress out.
local arguments = require('shortlist.commands.arguments')
local practice = require('shortlist.practice.calls')
local ui = require('shortlist.ui')

local TABLES = { 'rounds', 'tries', 'hints', 'ratings', 'due', 'contests' }

---@type table<string, shortlist.Action>
local M = {}

M.import = {
  complete = function(lead)
    return vim.list_extend({ 'name=', 'replace' }, arguments.paths(lead))
  end,
  run = function(words)
    local options, rest = arguments.take(words, { 'name' })
    local replace = false
    rest = vim.tbl_filter(function(word)
      replace = replace or word == 'replace'
      return word ~= 'replace'
    end, rest)
    if #rest == 0 then
      ui.say('say what: :Shortlist practice import PATH [name=NAME] [replace]', vim.log.levels.ERROR)
      return
    end
    local path = arguments.path_of(rest)
    ui.say('importing …')
    practice.ask('import', { path = path, name = options.name, replace = replace or nil }, function(document)
      local left = #document.left_out
      local first = document.left_out[1]
      ui.say(
        ('%d problem%s imported as %s%s'):format(
          document.problems,
          document.problems == 1 and '' or 's',
          document.set,
          left > 0 and (', %d left out: %s (%s)'):format(left, first.name, first.reason) or ''
        ),
        left > 0 and vim.log.levels.WARN or nil
      )
      require('shortlist.practice.list').show({ set = document.set })
    end)
  end,
}

--- Names of imported sets, for completion.
---@return string[]
local function sets()
  local document = practice.ask_now('sets')
  return vim.tbl_map(function(set)
    return set.name
  end, document and document.sets or {})
end

M.sets = {
  run = function()
    practice.ask('sets', {}, function(document)
      local words = vim.tbl_map(function(set)
        return ('%s (%d)'):format(set.name, set.problems)
      end, document.sets)
      ui.say(#words > 0 and 'sets: ' .. table.concat(words, ', ') or 'no set was imported: practice import PATH')
    end)
  end,
}

M['remove-set'] = {
  complete = sets,
  run = function(words)
    if #words == 0 then
      ui.say('say which: :Shortlist practice remove-set NAME', vim.log.levels.ERROR)
      return
    end
    local name = table.concat(words, ' ')
    practice.ask('removeSet', { name = name }, function()
      ui.say(('%s is forgotten; your progress with it stays'):format(name))
      require('shortlist.practice.list').refresh()
    end)
  end,
}

M.export = {
  complete = function(lead)
    return vim.list_extend(
      vim.tbl_map(function(name)
        return 'table=' .. name
      end, TABLES),
      arguments.paths(lead)
    )
  end,
  run = function(words)
    local options, rest = arguments.take(words, { 'table' })
    if #rest == 0 then
      ui.say('say where: :Shortlist practice export FILE [table=rounds]', vim.log.levels.ERROR)
      return
    end
    local file = arguments.path_of(rest)
    practice.ask('export', { file = file, table = options.table or 'rounds' }, function(document)
      ui.say(('%d rows written to %s'):format(#document.rows, vim.fn.fnamemodify(file, ':~:.')))
    end)
  end,
}

return M
