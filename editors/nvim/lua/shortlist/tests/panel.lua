--- The tests view: a sheet beside the program with each test, its verdict and what differs. It goes
--- along with the file that is worked on.
local config = require('shortlist.config')
local extras = require('shortlist.tests.extras')
local layout = require('shortlist.tests.layout')
local lsp = require('shortlist.lsp')
local sheets = require('shortlist.sheet')
local views = require('shortlist.tests.views')

local M = {}

local KIND = 'tests'

---@param source integer
---@return shortlist.Sheet|nil
local function find(source)
  return sheets.find(KIND, function(sheet)
    return sheet.data.source == source
  end)
end

--- The program whose tests the current window shows; nil outside a tests view.
---@return integer|nil
function M.source()
  local sheet = sheets.of()
  return sheet and sheet.kind == KIND and sheet.data.source or nil
end

--- The test under the cursor.
---@return shortlist.Test|nil
function M.test()
  local section, sheet = sheets.under_cursor()
  if section and sheet.kind == KIND and section.data and section.data.id then
    return section.data
  end
end

--- Moves to the next or the previous test.
---@param step 1|-1
function M.jump(step)
  sheets.jump(step, function(section)
    return section.key ~= 'head' and section.key ~= 'tail'
  end)
end

---@param view shortlist.TestsView|nil
---@return string
local function winbar(view)
  local clock = require('shortlist.practice.clock').text()
  local left = clock and ('%%#ShortlistDoubt#%s%%* · '):format(clock) or ''
  if not view then
    return left .. '%=g? keys'
  end
  local passed, run = 0, 0
  for _, test in ipairs(view.tests) do
    if test.result and test.result.verdict ~= 'SK' then
      run = run + 1
      passed = passed + (test.result.verdict == 'AC' and 1 or 0)
    end
  end
  local counts = run > 0 and ('%d of %d passed'):format(passed, #view.tests) or ('%d tests'):format(#view.tests)
  local keys = view.running and 'x cancel  ' or 'R run all  e edit  a add  '
  local room = vim.api.nvim_win_get_width(0) - #counts - (clock and #clock + 3 or 0)
  return left .. counts .. '%<%=' .. (room > #keys + 8 and keys or '') .. 'g? keys'
end

---@param sheet shortlist.Sheet
local function draw(sheet)
  local view = views.get(sheet.data.uri)
  if not view then
    sheets.paint(sheet, layout.message(sheet.data.problem or 'Reading the tests …'))
    return
  end
  sheets.paint(sheet, layout.of(view, extras.of(view.uri)))
  pcall(vim.cmd.redrawstatus, { bang = true })
end

---@param source integer
---@return shortlist.Sheet
local function create(source)
  local sheet = sheets.create({
    kind = KIND,
    name = ('shortlist://tests/%d/%s'):format(source, vim.fs.basename(vim.api.nvim_buf_get_name(source))),
    keys = require('shortlist.tests.keys'),
    title = 'the tests',
    keep = true,
    window = { foldcolumn = '1' },
    data = { source = source, uri = vim.uri_from_bufnr(source) },
  })
  sheet.winbar = function()
    return winbar(views.get(sheet.data.uri))
  end
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = source,
    once = true,
    callback = function()
      views.forget(sheet.data.uri)
      vim.schedule(function()
        if vim.api.nvim_buf_is_valid(sheet.buffer) then
          vim.api.nvim_buf_delete(sheet.buffer, { force = true })
        end
      end)
    end,
  })
  return sheet
end

--- Asks for what the server knows of the tests of a program now.
---@param client vim.lsp.Client
---@param sheet shortlist.Sheet
---@param window integer|nil of the program, whose cursor says which problem is meant
---@param on_done? fun(err: table|nil)
local function ask(client, sheet, window, on_done)
  local position = window and lsp.position_params(client, window).position or nil
  views.refresh(client, sheet.data.uri, position, function(err)
    sheet.data.problem = err and err.message or nil
    local view = views.get(sheet.data.uri)
    local clock = require('shortlist.practice.clock')
    if err then
      draw(sheet)
    elseif view and view.practice and not clock.is_known then
      clock.is_known = true
      require('shortlist.practice.contest').refresh()
    end
    if on_done then
      on_done(err)
    end
  end)
end

--- Opens the tests of a program, or goes to them.
---@param client vim.lsp.Client
---@param source integer
---@param options { focus: boolean, by_cursor?: boolean }
---@param on_done? fun(err: table|nil)
function M.show(client, source, options, on_done)
  local window = vim.fn.bufwinid(source)
  local sheet = find(source)
  local asked_for = options.by_cursor and window ~= -1 and window or nil
  if not sheet then
    sheet = create(source)
    draw(sheet)
  end
  sheets.open(sheet, config.get().tests.split, options.focus)
  ask(client, sheet, asked_for, on_done)
end

--- Draws the view of a program again, where it is shown.
---@param uri string
function M.redraw(uri)
  local sheet = sheets.find(KIND, function(sheet)
    return sheet.data.uri == uri
  end)
  if sheet then
    draw(sheet)
  end
end

--- Puts the cursor of a program's tests on one of them.
---@param source integer
---@param key string
function M.go_to(source, key)
  local sheet = find(source)
  if sheet then
    sheets.go_to(sheet, key)
  end
end

--- Shows the tests of the file that was gone to, in the window that shows those of another.
---@param source integer
local function follow(source)
  local window = sheets.window_of_kind(KIND)
  local shown = window and sheets.of(vim.api.nvim_win_get_buf(window))
  local client = lsp.client(source)
  if window and shown and shown.data.source ~= source and client and config.get().tests.follow then
    M.show(client, source, { focus = false })
  end
end

local group = vim.api.nvim_create_augroup('shortlist-tests', {})

vim.api.nvim_create_autocmd('User', {
  group = group,
  pattern = 'ShortlistTests',
  callback = function(event)
    M.redraw(event.data.uri)
  end,
})

vim.api.nvim_create_autocmd({ 'BufEnter', 'LspAttach' }, {
  group = group,
  callback = function(event)
    if vim.bo[event.buf].buftype == '' and event.buf == vim.api.nvim_get_current_buf() then
      follow(event.buf)
    end
  end,
})

return M
