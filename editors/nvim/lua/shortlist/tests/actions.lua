--- What is done with the test under the cursor.
local calls = require('shortlist.commands.calls')
local editing = require('shortlist.tests.editing')
local extras = require('shortlist.tests.extras')
local lsp = require('shortlist.lsp')
local panel = require('shortlist.tests.panel')
local sheets = require('shortlist.sheet')
local ui = require('shortlist.ui')
local views = require('shortlist.tests.views')
local whole = require('shortlist.tests.whole')

local M = {}

---@class shortlist.Chosen
---@field source integer
---@field uri string
---@field client vim.lsp.Client
---@field view shortlist.TestsView

--- The program of the view; what is wrong is said.
---@return shortlist.Chosen|nil
local function chosen()
  local source = panel.source() or vim.api.nvim_get_current_buf()
  local client = calls.client(source)
  local uri = vim.uri_from_bufnr(source)
  local view = views.get(uri)
  if client and view then
    return { source = source, uri = uri, client = client, view = view }
  elseif client then
    ui.say('open the tests first (:Shortlist tests)', vim.log.levels.WARN)
  end
end

---@return shortlist.Chosen|nil, shortlist.Test|nil
local function chosen_test()
  local of = chosen()
  local test = of and panel.test()
  if of and not test then
    ui.say('put the cursor on a test', vim.log.levels.WARN)
    return nil
  end
  return of, test
end

--- A test of the user's own, since examples stand in the statement.
---@param verb string
---@return shortlist.Chosen|nil, shortlist.Test|nil
local function own_test(verb)
  local of, test = chosen_test()
  if of and test and test.kind == 'example' then
    ui.say(('an example cannot be %s: c makes a test of your own of it'):format(verb), vim.log.levels.WARN)
    return nil
  end
  return of, test
end

--- Sends changes; the view that comes back is shown.
---@param of shortlist.Chosen
---@param changes table[]
---@param on_done? fun(new: shortlist.Test|nil) with the test that was added
function M.change(of, changes, on_done)
  local before = {}
  for _, test in ipairs(views.get(of.uri) and views.get(of.uri).tests or {}) do
    before[test.id] = true
  end
  lsp.request(of.client, 'shortlist/editTests', { uri = of.uri, changes = changes }, function(err, view)
    if err then
      ui.complain(err)
      return
    end
    views.take(view)
    local new
    for _, test in ipairs(views.get(of.uri).tests) do
      new = new or not before[test.id] and test or nil
    end
    if on_done then
      on_done(new)
    end
  end, of.source)
end

--- Runs the test under the cursor.
function M.run()
  local of, test = chosen_test()
  if of and test then
    require('shortlist.tests.running').run(of.client, of.source, { test.id })
  end
end

function M.fold()
  local section = sheets.under_cursor()
  if section and section.folded ~= nil then
    pcall(vim.cmd.normal, { 'za', bang = true })
  elseif section and section.data and section.data.open then
    section.data.open()
  end
end

function M.view()
  local of, test = chosen_test()
  if of and test then
    whole.show(of.client, of.uri, test)
  end
end

--- Edits a test of the user's own; to an example it goes, in the statement.
function M.edit()
  local of, test = chosen_test()
  if not of or not test then
    return
  elseif test.kind == 'example' then
    if not test.range then
      ui.say('edit the example in the statement; c makes a test of your own of it', vim.log.levels.WARN)
      return
    end
    local window = vim.fn.bufwinid(of.source)
    if window == -1 then
      sheets.leave_sheets()
      vim.api.nvim_win_set_buf(0, of.source)
    else
      vim.api.nvim_set_current_win(window)
    end
    vim.cmd("normal! m'")
    vim.api.nvim_win_set_cursor(0, { math.min(test.range.start.line + 1, vim.api.nvim_buf_line_count(0)), 0 })
    vim.cmd('normal! zz')
    return
  end
  whole.texts(of.client, of.uri, test, test.expected and { 'input', 'expected' } or { 'input' }, function(texts)
    editing.open(of.source, { id = test.id, name = test.name, input = texts.input, expected = texts.expected })
  end)
end

function M.add()
  local of = chosen()
  if of then
    editing.open(of.source, { name = 'a new test', input = '' })
  end
end

function M.copy()
  local of, test = chosen_test()
  if of and test then
    M.change(of, { { op = 'add', from = test.id } }, function(new)
      if new then
        panel.go_to(of.source, new.id)
      end
    end)
  end
end

--- Makes what the program printed the expected output.
function M.accept()
  local of, test = own_test('changed here')
  if not of or not test then
    return
  elseif not test.result then
    ui.say('run the test first: r', vim.log.levels.WARN)
    return
  end
  M.change(of, { { op = 'accept', id = test.id } }, function()
    ui.say(('%s now expects what was printed'):format(test.name))
  end)
end

--- What was deleted last, of each program.
---@type table<string, { change: table, index: integer }[]>
local deleted = {}

---@param view shortlist.TestsView
---@param id string
---@return integer place among the user's own tests, from 0
local function place_of(view, id)
  local place = 0
  for _, test in ipairs(view.tests) do
    if test.id == id then
      return place
    end
    place = place + (test.kind == 'own' and 1 or 0)
  end
  return place
end

--- Deletes a test; `restore` brings it back.
function M.delete()
  local section = sheets.under_cursor()
  local of = chosen()
  if of and section and (section.key == 'stress' or section.key == 'largest' or section.key == 'failure') then
    extras.set(of.uri, section.key, nil)
    return
  end
  local test
  of, test = own_test('deleted')
  if not of or not test then
    return
  end
  local which = test.expected and { 'input', 'expected' } or { 'input' }
  whole.texts(of.client, of.uri, test, which, function(texts)
    local kept = {
      change = {
        op = 'add',
        input = texts.input,
        expected = texts.expected,
        -- One that it has by its place alone comes with the place.
        name = not test.name:match('^Test %d+$') and test.name or nil,
      },
      index = place_of(of.view, test.id),
    }
    M.change(of, { { op = 'delete', id = test.id } }, function()
      deleted[of.uri] = deleted[of.uri] or {}
      table.insert(deleted[of.uri], kept)
      ui.say(('%s is deleted; u brings it back'):format(test.name))
    end)
  end)
end

function M.restore()
  local of = chosen()
  local kept = of and deleted[of.uri] and table.remove(deleted[of.uri])
  if of and not kept then
    ui.say('no test was deleted', vim.log.levels.WARN)
  elseif of then
    M.change(of, { kept.change }, function(new)
      if new then
        M.change(of, { { op = 'move', id = new.id, to = kept.index } }, function()
          panel.go_to(of.source, new.id)
        end)
      end
    end)
  end
end

---@param step 1|-1
local function move(step)
  local of, test = own_test('moved')
  if not of or not test then
    return
  end
  local to, own = place_of(of.view, test.id) + step, 0
  for _, each in ipairs(of.view.tests) do
    own = own + (each.kind == 'own' and 1 or 0)
  end
  if to >= 0 and to < own then
    M.change(of, { { op = 'move', id = test.id, to = to } }, function()
      panel.go_to(of.source, test.id)
    end)
  end
end

function M.move_down()
  move(1)
end

function M.move_up()
  move(-1)
end

function M.debug()
  local of, test = chosen_test()
  if of and test then
    require('shortlist.tests.debugging').start(of.client, of.source, test)
  end
end

--- What stands in the view but is no test yet: a counterexample, a hidden test that fails. The one
--- under the cursor, or else the first.
---@param of shortlist.Chosen
---@return { input: string, expected: string|nil }|nil, string|nil name of its part
local function found_in(of)
  local under = sheets.under_cursor()
  for _, name in ipairs({ under and under.key or '', 'stress', 'failure' }) do
    local section = extras.get(of.uri, name)
    if section and section.data and section.data.found then
      return section.data.found, name
    end
  end
end

function M.yank()
  local function copy(register, input, name)
    ui.say(('the input of %s is copied %s'):format(name, ui.copy(input, register)))
  end
  local register, section = vim.v.register, sheets.under_cursor()
  local is_test = section and section.data and section.data.id
  local of = chosen()
  local found = of and not is_test and found_in(of)
  if found then
    copy(register, found.input, 'what was found')
    return
  end
  local test
  of, test = chosen_test()
  if of and test then
    whole.texts(of.client, of.uri, test, { 'input' }, function(texts)
      copy(register, texts.input, test.name)
    end)
  end
end

--- Keeps what was found as a test of the user's own.
function M.keep()
  local of = chosen()
  local test, part
  if of then
    test, part = found_in(of)
  end
  if of and not test then
    ui.say('there is nothing to keep: a stress test (s) finds inputs', vim.log.levels.WARN)
  elseif of and test and part then
    M.change(of, { { op = 'add', input = test.input, expected = test.expected } }, function(new)
      extras.set(of.uri, part, nil)
      if new then
        panel.go_to(of.source, new.id)
        ui.say(('kept as %s'):format(new.name))
      end
    end)
  end
end

return M
