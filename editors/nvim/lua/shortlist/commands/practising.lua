--- `:Shortlist practice …`.
local calls = require('shortlist.commands.calls')
local filters = require('shortlist.practice.filters')
local practice = require('shortlist.practice.calls')
local take = require('shortlist.commands.arguments').take
local ui = require('shortlist.ui')

local M = {}

local NUMBERS = { problems = true, minutes = true, at = true, seed = true }

---@class shortlist.Action
---@field run fun(words: string[])
---@field complete? fun(lead: string, words: string[]): string[]

---@type table<string, shortlist.Action>
local actions = vim.tbl_extend('error', {}, require('shortlist.commands.collecting'))

--- Says that a word is not understood.
---@param words string[]
---@param usage string
---@return boolean whether there was one
local function refuse(words, usage)
  if #words > 0 then
    ui.say(('cannot read `%s`: use %s'):format(words[1], usage), vim.log.levels.ERROR)
  end
  return #words > 0
end

--- The tags there are; they are asked for once.
---@return string[]
local function tags()
  local list = require('shortlist.practice.list')
  if #list.tags == 0 then
    local document = practice.ask_now('list')
    list.tags = document and document.tags or {}
  end
  return list.tags
end

---@return string[]
local function languages()
  return vim.tbl_map(function(name)
    return 'language=' .. name
  end, require('shortlist.languages').names())
end

actions.list = {
  complete = function()
    return filters.choices(tags())
  end,
  run = function(words)
    local filter, rest = filters.read(words)
    if not refuse(rest, table.concat(filters.NAMES, '=…, ') .. '=…') then
      require('shortlist.practice.list').show(filter)
    end
  end,
}

actions.next = {
  complete = function()
    return vim.list_extend(vim.list_extend(filters.choices(tags()), languages()), { 'like=' })
  end,
  run = function(words)
    local filter, rest = filters.read(words)
    local options, unknown = take(rest, { 'like', 'language' })
    if not refuse(unknown, 'tag=…, rating=…, like=ID or language=…') then
      filter.search, filter.state = nil, nil
      require('shortlist.practice.opening').next(vim.tbl_extend('force', filter, options))
    end
  end,
}

actions.open = {
  complete = function(_, words)
    if #words > 0 then
      return vim.list_extend({ 'voice=', 'kind=stdin', 'kind=function', 'place=' }, languages())
    end
    local document = practice.ask_now('list')
    return vim.tbl_map(function(entry)
      return (entry.item:gsub('^bank/', ''))
    end, document and document.entries or {})
  end,
  run = function(words)
    local options, rest = take(words, { 'language', 'voice', 'kind', 'place' })
    local id = table.remove(rest, 1)
    if not id then
      ui.say('say which problem: :Shortlist practice open ID', vim.log.levels.ERROR)
    elseif not refuse(rest, 'language=…, voice=…, kind=… or place=…') then
      require('shortlist.practice.opening').open(id, options)
    end
  end,
}

--- Shows the tests of the program, where what comes of it will stand, then calls `with`.
---@param with fun(source: integer)
local function beside(with)
  local source = calls.source_buffer()
  local client = calls.client(source)
  if not client then
    return
  end
  local panel = require('shortlist.tests.panel')
  panel.show(client, source, { focus = panel.source() ~= nil }, function(err)
    if err then
      ui.complain(err)
    else
      with(source)
    end
  end)
end

actions.submit = {
  run = function()
    beside(function(source)
      require('shortlist.practice.judging').submit(source, { show_failure = false })
    end)
  end,
}

--- Submits again, and shows the first hidden test that fails.
actions.failure = {
  run = function()
    beside(function(source)
      require('shortlist.practice.judging').submit(source, { show_failure = true })
    end)
  end,
}

actions.hint = {
  complete = function()
    return { 'again' }
  end,
  run = function(words)
    beside(function(source)
      require('shortlist.practice.helping').hint(source, words[1] == 'again')
    end)
  end,
}

actions['give-up'] = {
  run = function(words)
    require('shortlist.practice.helping').give_up(calls.source_buffer(), words[1] == 'yes')
  end,
}

actions.explain = {
  run = function()
    require('shortlist.practice.helping').explain(calls.source_buffer())
  end,
}

actions.contest = {
  complete = function(_, words)
    if #words == 0 then
      return { 'start', 'finish' }
    elseif words[1] == 'start' then
      local choices = { 'problems=', 'minutes=', 'at=', 'folder=', 'seed=' }
      return vim.list_extend(vim.list_extend(choices, languages()), filters.choices(tags()))
    end
    return {}
  end,
  run = function(words)
    local contest = require('shortlist.practice.contest')
    local what = table.remove(words, 1)
    if what == nil then
      contest.show()
    elseif what == 'finish' then
      contest.finish(words[1] == 'yes')
    elseif what ~= 'start' then
      refuse({ what }, 'start or finish')
    else
      local filter, rest = filters.read(words)
      local options, unknown = take(rest, { 'problems', 'minutes', 'at', 'seed', 'folder', 'language' })
      if refuse(unknown, 'problems=3, minutes=90, at=1200, folder=…, language=…') then
        return
      end
      filter.search, filter.state = nil, nil
      for name, value in pairs(options) do
        if NUMBERS[name] and not tonumber(value) then
          refuse({ ('%s=%s'):format(name, value) }, 'a number')
          return
        end
        filter[name] = NUMBERS[name] and tonumber(value) or value
      end
      if filter.folder then
        filter.folder = vim.fn.fnamemodify(vim.fn.expand(filter.folder), ':p')
      end
      contest.start(filter)
    end
  end,
}

actions.progress = {
  run = function()
    require('shortlist.practice.overview').show({})
  end,
}

actions['set-rating'] = {
  run = function(words)
    local rating = tonumber(words[1])
    if not rating then
      ui.say('say your rating: :Shortlist practice set-rating 1400', vim.log.levels.ERROR)
      return
    end
    require('shortlist.practice.overview').show({ rating = rating })
  end,
}

---@return string[]
local function names()
  local found = vim.tbl_keys(actions)
  table.sort(found)
  return found
end

--- Without an action, the list.
M.practice = {
  complete = function(lead, words)
    if #words == 0 then
      return names()
    end
    local action = actions[words[1]]
    return action and action.complete and action.complete(lead, vim.list_slice(words, 2)) or {}
  end,
  run = function(words)
    local rest = vim.list_slice(words, 2)
    local action = actions[words[1] or 'list']
    if not action then
      ui.say(
        ('no action `%s` of practice; there are: %s'):format(words[1], table.concat(names(), ', ')),
        vim.log.levels.ERROR
      )
      return
    end
    action.run(rest)
  end,
}

return M
