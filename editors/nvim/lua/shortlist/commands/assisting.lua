--- `:Shortlist translate`, `explain`, `comment`, `hint`, `prompt`, `step`: what a model does with the
--- user's own program, and the view of what it did last.
local calls = require('shortlist.commands.calls')
local lsp = require('shortlist.lsp')
local targets = require('shortlist.assist.targets')
local ui = require('shortlist.ui')

local M = {}

local GRADES = { 'where to look', 'the idea that it rests on', 'the way, step by step, in words' }

--- What is asked about: the lines that were named, else where the cursor is.
---@param client vim.lsp.Client
---@param source integer
---@param lines shortlist.Lines|nil
---@return table
local function place(client, source, lines)
  if lines then
    return {
      range = {
        start = { line = lines.first - 1, character = 0 },
        ['end'] = { line = lines.last, character = 0 },
      },
    }
  end
  local window = vim.fn.bufwinid(source)
  return { position = window ~= -1 and lsp.position_params(client, window).position or nil }
end

--- Starts a task about the program that is meant.
---@param task shortlist.AssistTask
---@param lines shortlist.Lines|nil
---@param with fun(client: vim.lsp.Client, source: integer, start: fun(params: table)) says what is asked
local function about(task, lines, with)
  local source = calls.source_buffer()
  if lines and source ~= vim.api.nvim_get_current_buf() then
    ui.say('lines are named in the program: go there first', vim.log.levels.WARN)
    return
  end
  local client = calls.client(source)
  if not client then
    return
  end
  local params = place(client, source, lines)
  with(client, source, function(more)
    require('shortlist.assist.running').start(client, source, task, vim.tbl_extend('error', params, more))
  end)
end

--- Asks what may be asked, and says it where nothing may.
---@param client vim.lsp.Client
---@param source integer
---@param on_targets fun(found: shortlist.AssistTargets)
local function with_targets(client, source, on_targets)
  local window = vim.fn.bufwinid(source)
  local position = window ~= -1 and lsp.position_params(client, window).position or nil
  targets.ask(client, source, position, function(err, found)
    if err then
      ui.complain(err)
    elseif found.refused then
      ui.say(found.refused, vim.log.levels.WARN)
    else
      on_targets(found)
    end
  end)
end

--- What completion offers of the targets, as far as they are known.
---@param pick fun(found: shortlist.AssistTargets): string[]
---@return fun(lead: string, words: string[]): string[]
local function completing(pick)
  return function(_, words)
    local source = calls.source_buffer()
    local client = #words == 0 and lsp.client(source)
    local found = client and targets.in_time(client, source)
    return found and not found.refused and pick(found) or {}
  end
end

--- Translates the program, or the lines, and compares what comes with it.
M.translate = {
  takes_lines = true,
  complete = completing(function(found)
    return vim.tbl_map(function(language)
      return language.name
    end, found.languages)
  end),
  run = function(words, lines)
    about('translate', lines, function(client, source, start)
      if words[1] then
        start({ to = words[1] })
        return
      end
      with_targets(client, source, function(found)
        vim.ui.select(found.languages, {
          prompt = 'Translate to:',
          format_item = function(language)
            return language.title
          end,
        }, function(language)
          if language then
            start({ to = language.name })
          end
        end)
      end)
    end)
  end,
}

--- Says what the program does, with the values of a run.
M.explain = {
  takes_lines = true,
  run = function(_, lines)
    about('explain', lines, function(_, _, start)
      start({})
    end)
  end,
}

--- Puts comments into the program, and changes nothing else.
M.comment = {
  takes_lines = true,
  complete = { 'docstrings' },
  run = function(words, lines)
    if words[1] and words[1] ~= 'docstrings' then
      ui.say(('cannot read `%s`: use docstrings'):format(words[1]), vim.log.levels.ERROR)
      return
    end
    about('comment', lines, function(_, _, start)
      start({ docstrings = words[1] and true or nil })
    end)
  end,
}

--- Gives a hint for the problem, without code.
M.hint = {
  takes_lines = true,
  complete = { '1', '2', '3' },
  run = function(words, lines)
    local grade = tonumber(words[1])
    if words[1] and not GRADES[grade] then
      ui.say(('cannot read `%s`: use 1, 2 or 3'):format(words[1]), vim.log.levels.ERROR)
      return
    end
    about('hint', lines, function(client, source, start)
      if grade then
        start({ grade = grade })
        return
      end
      with_targets(client, source, function()
        vim.ui.select({ 1, 2, 3 }, {
          prompt = 'Hint:',
          format_item = function(number)
            return ('%d  %s'):format(number, GRADES[number])
          end,
        }, function(number)
          if number then
            start({ grade = number })
          end
        end)
      end)
    end)
  end,
}

--- Asks the model by one of the user's own prompts.
M.prompt = {
  takes_lines = true,
  complete = completing(function(found)
    return found.prompts
  end),
  run = function(words, lines)
    about('prompt', lines, function(client, source, start)
      if words[1] then
        start({ name = table.concat(words, ' ') })
        return
      end
      with_targets(client, source, function(found)
        if #found.prompts == 0 then
          local folder = vim.fn.fnamemodify(found.promptsFolder, ':~')
          ui.say(
            ('there is no prompt yet: write %s/NAME.md, see :help :Shortlist-prompt'):format(folder),
            vim.log.levels.WARN
          )
          return
        end
        vim.ui.select(found.prompts, { prompt = 'Prompt:' }, function(name)
          if name then
            start({ name = name })
          end
        end)
      end)
    end)
  end,
}

--- Proposes code for the step at the cursor; with `all`, writes every step that has none.
M.step = {
  takes_lines = true,
  complete = { 'all' },
  run = function(words, lines)
    if words[1] and words[1] ~= 'all' then
      ui.say(('cannot read `%s`: use all'):format(words[1]), vim.log.levels.ERROR)
      return
    end
    about('step', lines, function(_, _, start)
      start({ every = words[1] and true or nil })
    end)
  end,
}

--- Shows again what a model did last with this file.
M.assist = {
  run = function()
    local source = calls.source_buffer()
    local client = calls.client(source)
    if not client then
      return
    end
    require('shortlist.assist.views').refresh(client, vim.uri_from_bufnr(source), function(err, view)
      if view and not (err and vim.tbl_get(err, 'data', 'kind') == 'paused') then
        require('shortlist.assist.panel').show(source, { focus = true })
      elseif err then
        ui.complain(err)
      else
        ui.say('no model was asked about this file yet', vim.log.levels.WARN)
      end
    end)
  end,
}

return M
