--- The user's own program: its tests, stress test, largest inputs, console, and what is taken to a
--- judge.
local arguments = require('shortlist.commands.arguments')
local calls = require('shortlist.commands.calls')
local config = require('shortlist.config')
local lsp = require('shortlist.lsp')
local ui = require('shortlist.ui')
local views = require('shortlist.tests.views')
local wire = require('shortlist.wire')

local M = {}

local paths, path_of = arguments.paths, arguments.path_of

local FORMATS = { 'companion', 'cph', 'files' }
local CONVENTIONS = { 'testlib', 'icpc' }

--- The program that is meant, with its server.
---@return vim.lsp.Client|nil, integer source
local function program()
  local source = calls.source_buffer()
  return calls.client(source), source
end

--- Sends a request about the program.
---@param method string
---@param params table
---@param on_result fun(result: table, source: integer)
local function ask(method, params, on_result)
  local client, source = program()
  if not client then
    return
  end
  params.uri = vim.uri_from_bufnr(source)
  lsp.request(client, 'shortlist/' .. method, params, function(err, result)
    if err then
      ui.complain(err)
    else
      on_result(wire.without_nulls(result), source)
    end
  end, source)
end

--- Shows the tests of the program, then calls `with`.
---@param focus boolean
---@param with? fun(client: vim.lsp.Client, source: integer)
local function show(focus, with)
  local client, source = program()
  if not client then
    return
  end
  local panel = require('shortlist.tests.panel')
  panel.show(client, source, { focus = focus, by_cursor = panel.source() == nil }, function(err)
    if err then
      ui.complain(err)
    elseif with then
      with(client, source)
    end
  end)
end

--- Opens the view where it is to open by itself, then calls `with`.
---@param with fun(client: vim.lsp.Client, source: integer)
local function with_view(with)
  if config.get().tests.auto_open or require('shortlist.tests.panel').source() then
    show(require('shortlist.tests.panel').source() ~= nil, with)
    return
  end
  local client, source = program()
  if client then
    views.refresh(client, vim.uri_from_bufnr(source), nil, function(err)
      if err then
        ui.complain(err)
      else
        with(client, source)
      end
    end)
  end
end

--- Shows the tests, and goes there.
M.tests = {
  run = function()
    show(true)
  end,
}

--- The tests that words name: numbers count from 1, in the order of the view.
---@param uri string
---@param words string[]
---@return string[]|nil ids, string|nil unknown
local function ids_of(uri, words)
  if #words == 0 then
    return nil
  end
  local tests, found = views.get(uri).tests, {}
  for _, word in ipairs(words) do
    local test = tests[tonumber(word)] or views.test(uri, word)
    if not test then
      return nil, word
    end
    table.insert(found, test.id)
  end
  return found
end

--- Runs the program on its tests; in the panel of solutions, the one under the cursor.
M.run = {
  complete = function()
    local view = views.get(vim.uri_from_bufnr(calls.source_buffer()))
    local found = {}
    for index in ipairs(view and view.tests or {}) do
      table.insert(found, tostring(index))
    end
    return found
  end,
  run = function(words)
    local panel, block = require('shortlist.commands.programs').under_cursor()
    if panel then
      require('shortlist.commands.solving').run_solution(panel, block)
      return
    end
    with_view(function(client, source)
      local ids, unknown = ids_of(vim.uri_from_bufnr(source), words)
      if unknown then
        ui.say(('there is no test %s: name them by number'):format(unknown), vim.log.levels.ERROR)
      else
        require('shortlist.tests.running').run(client, source, ids)
      end
    end)
  end,
}

--- Opens a new test to be written.
M.add = {
  run = function()
    with_view(function(_, source)
      require('shortlist.tests.editing').open(source, { name = 'a new test', input = '' })
    end)
  end,
}

--- Seeks an input on which the program differs from another, or from the candidates of its solve.
M.stress = {
  complete = function(lead)
    return vim.list_extend({ 'seconds=' }, paths(lead))
  end,
  run = function(words)
    local options, rest = arguments.take(words, { 'seconds' })
    local seconds = tonumber(options.seconds)
    if options.seconds and not seconds then
      ui.say(('cannot read `seconds=%s`: use seconds=20'):format(options.seconds), vim.log.levels.ERROR)
      return
    end
    local path = #rest > 0 and path_of(rest) or nil
    -- A brute force often stands beside the program, wherever Neovim works.
    local folder = vim.fs.dirname(vim.api.nvim_buf_get_name(calls.source_buffer()))
    if path and vim.fn.filereadable(path) == 0 then
      local beside = vim.fs.joinpath(folder, table.concat(rest, ' '))
      path = vim.fn.filereadable(beside) == 1 and beside or path
    end
    if path and vim.fn.filereadable(path) == 0 then
      ui.say(('there is no file %s'):format(path), vim.log.levels.ERROR)
      return
    end
    with_view(function(client, source)
      require('shortlist.tests.running').stress(client, source, path, seconds)
    end)
  end,
}

--- Time and memory on inputs as large as the constraints allow.
M.largest = {
  run = function()
    with_view(function(client, source)
      require('shortlist.tests.running').largest(client, source)
    end)
  end,
}

--- Adds the tests of a file or a folder.
M.import = {
  complete = paths,
  run = function(words)
    if #words == 0 then
      ui.say('name a file or a folder with tests: :Shortlist import PATH', vim.log.levels.ERROR)
      return
    end
    local path = path_of(words)
    with_view(function()
      ask('importTests', { path = path }, function(result)
        views.take(result.view)
        local skipped = result.skipped > 0 and (', %d there already'):format(result.skipped) or ''
        ui.say(('%d test%s added%s'):format(result.added, result.added == 1 and '' or 's', skipped))
      end)
    end)
  end,
}

--- Writes examples and own tests for other tools.
M.export = {
  complete = function(lead, words)
    return #words == 0 and FORMATS or paths(lead)
  end,
  run = function(words)
    local format = table.remove(words, 1)
    if not vim.tbl_contains(FORMATS, format or '') or #words == 0 then
      ui.say(':Shortlist export companion|cph|files PATH', vim.log.levels.ERROR)
      return
    end
    ask('exportTests', { format = format, path = path_of(words) }, function(result)
      local first = vim.fn.fnamemodify(result.files[1] or '', ':~:.')
      ui.say(#result.files == 1 and 'wrote ' .. first or ('wrote %d files, the first %s'):format(#result.files, first))
    end)
  end,
}

--- Chooses the program that judges outputs; `-` takes it away.
M.checker = {
  complete = function(lead, words)
    return #words == 0 and vim.list_extend({ '-' }, paths(lead)) or CONVENTIONS
  end,
  run = function(words)
    local params = {}
    if words[1] and words[1] ~= '-' then
      params.checker, params.convention = words[1], words[2]
    elseif not words[1] then
      ui.say(':Shortlist checker FILE [testlib|icpc], or - for none', vim.log.levels.ERROR)
      return
    end
    ask('testChecker', params, function(view)
      views.take(view)
      ui.say('compared by ' .. view.comparison)
    end)
  end,
}

--- Runs the program in a terminal, to talk to it.
M.console = {
  run = function()
    local client, source = program()
    if not client then
      return
    end
    if vim.bo[source].modified and vim.api.nvim_buf_get_name(source) ~= '' then
      local written, why = pcall(vim.api.nvim_buf_call, source, function()
        vim.cmd('silent update')
      end)
      if not written then
        ui.say('the file cannot be written: ' .. (tostring(why):gsub('^.-(E%d+:)', '%1')), vim.log.levels.ERROR)
        return
      end
    end
    ask('console', {}, function(answer)
      require('shortlist.sheet').leave_sheets()
      vim.cmd('botright 12new')
      local options = { cwd = answer.cwd, env = answer.env }
      local started, why
      if vim.fn.has('nvim-0.11') == 1 then
        started, why = pcall(vim.fn.jobstart, answer.command, vim.tbl_extend('error', options, { term = true }))
      else
        started, why = pcall(vim.fn.termopen, answer.command, options)
      end
      if not started then
        vim.cmd.close()
        ui.say('the terminal does not start: ' .. tostring(why), vim.log.levels.ERROR)
        return
      end
      vim.keymap.set('n', 'q', '<Cmd>bdelete!<CR>', { buffer = 0, nowait = true, desc = 'Close' })
      vim.cmd.startinsert()
    end)
  end,
}

--- A word with its number.
---@param number integer
---@param one string
---@return string
local function count(number, one)
  return ('%d %s%s'):format(number, one, number == 1 and '' or 's')
end

--- Copies the program as a judge takes it; with `open`, goes to the judge's page, too.
M.submission = {
  complete = { 'open' },
  run = function(words)
    local register = vim.v.register
    ask('submission', {}, function(result)
      local text = result.text:gsub('\n*$', '') .. '\n'
      local said = ('copied %s, %s'):format(ui.copy(text, register), count(#vim.split(text, '\n') - 1, 'line'))
      if result.removed > 0 then
        said = said .. (', %s left out'):format(count(result.removed, 'line'))
      end
      ui.say(said)
      for _, kept in ipairs(result.kept or {}) do
        ui.say('kept: ' .. kept, vim.log.levels.WARN)
      end
      local page = result.submitUrl or result.url
      if words[1] == 'open' and page then
        vim.ui.open(page)
      elseif words[1] == 'open' then
        ui.say('the file does not say where the problem is from', vim.log.levels.WARN)
      end
    end)
  end,
}

--- Makes a file of a problem that was copied as text or as a page.
M.paste = {
  complete = function()
    return vim.list_extend({ '+', '*', '"' }, require('shortlist.languages').names())
  end,
  run = function(words)
    local named, language = nil, nil
    for _, word in ipairs(words) do
      if vim.tbl_contains(require('shortlist.languages').names(), word) then
        language = word
      elseif #word == 1 then
        named = word
      else
        ui.say(('`%s` is neither a register nor a language that can be run'):format(word), vim.log.levels.ERROR)
        return
      end
    end
    local has_clipboard = vim.fn.has('clipboard') == 1
    if (named == '+' or named == '*') and not has_clipboard then
      ui.say('there is no clipboard tool: see :help clipboard-tool', vim.log.levels.ERROR)
      return
    end
    local register = named or has_clipboard and '+' or '"'
    local text = vim.fn.getreg(register)
    -- With nothing in the clipboard, what was yanked here is what can be meant.
    if text == '' and not named then
      register, text = '"', vim.fn.getreg('"')
    end
    if vim.trim(text) == '' then
      ui.say(('register %s is empty: copy a problem first'):format(register), vim.log.levels.ERROR)
      return
    end
    local practice = require('shortlist.practice.calls')
    local params = { text = text, language = language, folder = practice.folder() }
    practice.with_client(nil, function(client)
      lsp.request(client, 'shortlist/newProblem', params, function(err, result)
        if err then
          ui.complain(err)
          return
        end
        result = wire.without_nulls(result)
        local uri = result.uri or result.uris and result.uris[1]
        if uri then
          require('shortlist.opening').file(vim.uri_to_fname(uri))
        end
        ui.say(result.message, not uri and vim.log.levels.WARN or nil)
      end)
    end)
  end,
}

return M
