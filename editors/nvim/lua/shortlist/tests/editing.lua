--- A test in two buffers beside each other, its input and its expected output: `:w` in either saves
--- what was changed in both.
local lsp = require('shortlist.lsp')
local ui = require('shortlist.ui')
local views = require('shortlist.tests.views')

local M = {}

---@class shortlist.Editing
---@field source integer
---@field uri string
---@field id string|nil nil until a new test is added
---@field buffers table<'input'|'expected', integer>
---@field saved table<'input'|'expected', string>
---@field from integer the window that one comes back to

--- The text of a buffer as a program reads it; '' where there is nothing.
---@param buffer integer
---@return string
local function text_of(buffer)
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  if #lines == 1 and lines[1] == '' then
    return ''
  end
  return table.concat(lines, '\n') .. (vim.bo[buffer].endofline and '\n' or '')
end

---@param buffer integer
---@param text string
local function fill(buffer, text)
  local undo = vim.bo[buffer].undolevels
  vim.bo[buffer].undolevels = -1
  vim.bo[buffer].endofline = text == '' or text:sub(-1) == '\n'
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split((text:gsub('\n$', '')), '\n'))
  vim.bo[buffer].undolevels = undo
  vim.bo[buffer].modified = false
end

---@param editing shortlist.Editing
---@return table|nil change nil where there is nothing to save
local function change_of(editing)
  local input, expected = text_of(editing.buffers.input), text_of(editing.buffers.expected)
  if not editing.id then
    return { op = 'add', input = input, expected = expected ~= '' and expected or nil }
  end
  local change = { op = 'update', id = editing.id }
  if input ~= editing.saved.input then
    change.input = input
  end
  if expected ~= editing.saved.expected then
    change.expected = expected ~= '' and expected or nil
    change.noExpected = expected == '' or nil
  end
  return vim.tbl_count(change) > 2 and change or nil
end

---@param editing shortlist.Editing
local function mark_saved(editing)
  for kind, buffer in pairs(editing.buffers) do
    if vim.api.nvim_buf_is_valid(buffer) then
      editing.saved[kind] = text_of(buffer)
      vim.bo[buffer].modified = false
    end
  end
end

--- The ids of a view's tests.
---@param uri string
---@return table<string, true>
local function ids(uri)
  local found = {}
  for _, test in ipairs(views.get(uri) and views.get(uri).tests or {}) do
    found[test.id] = true
  end
  return found
end

--- Saves both buffers. It waits for the answer: what comes after `:w` may close them.
---@param editing shortlist.Editing
local function save(editing)
  local client = lsp.client(editing.source)
  if not client then
    ui.say('not saved: no server is attached to the program (:checkhealth shortlist)', vim.log.levels.ERROR)
    return
  end
  local change = change_of(editing)
  if not change then
    mark_saved(editing)
    return
  end
  local before, longest_ms = ids(editing.uri), 5000
  local answer = lsp.request_sync(
    client,
    'shortlist/editTests',
    { uri = editing.uri, changes = { change } },
    longest_ms,
    editing.source
  )
  if not answer or answer.err then
    local why = answer and answer.err.message or 'the server does not answer'
    ui.say('not saved: ' .. why, vim.log.levels.ERROR)
    return
  end
  views.take(answer.result)
  for _, test in ipairs(views.get(editing.uri).tests) do
    if not editing.id and not before[test.id] then
      editing.id = test.id
      require('shortlist.tests.panel').go_to(editing.source, test.id)
    end
  end
  mark_saved(editing)
end

--- Closes what is left of a pair, where nothing is unsaved.
---@param editing shortlist.Editing
local function close_rest(editing)
  vim.schedule(function()
    for _, buffer in pairs(editing.buffers) do
      if vim.api.nvim_buf_is_valid(buffer) then
        if vim.bo[buffer].modified then
          return
        end
      end
    end
    for _, buffer in pairs(editing.buffers) do
      if vim.api.nvim_buf_is_valid(buffer) then
        pcall(vim.api.nvim_buf_delete, buffer, {})
      end
    end
    if vim.api.nvim_win_is_valid(editing.from) then
      vim.api.nvim_set_current_win(editing.from)
    end
  end)
end

local TITLES = {
  input = '%%#ShortlistTitle# input of %s %%*%%=:w saves  :q closes',
  expected = '%#ShortlistTitle# expected output %*%=empty: nothing is compared',
}

---@param editing shortlist.Editing
---@param kind 'input'|'expected'
---@param name string
---@param text string
local function set_up(editing, kind, name, text)
  local buffer = vim.api.nvim_create_buf(false, false)
  editing.buffers[kind] = buffer
  vim.api.nvim_buf_set_name(buffer, ('shortlist-test://%d/%s/%s'):format(buffer, name, kind))
  vim.bo[buffer].buftype = 'acwrite'
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].filetype = 'text.shortlist-test'
  fill(buffer, text)
  editing.saved[kind] = text_of(buffer)
  vim.api.nvim_create_autocmd('BufWriteCmd', {
    buffer = buffer,
    callback = function()
      save(editing)
    end,
  })
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = buffer,
    once = true,
    callback = function()
      close_rest(editing)
    end,
  })
end

---@param window integer
---@param winbar string
local function set_up_window(window, winbar)
  local options = { winbar = winbar, wrap = false, spell = false, signcolumn = 'no', winfixbuf = true }
  for name, value in pairs(options) do
    vim.api.nvim_set_option_value(name, value, { win = window, scope = 'local' })
  end
end

--- Opens a test to be edited; without an id, a new one.
---@param source integer the buffer of the program
---@param test { id: string|nil, name: string, input: string, expected: string|nil }
function M.open(source, test)
  require('shortlist.highlights').setup()
  local editing = {
    source = source,
    uri = vim.uri_from_bufnr(source),
    id = test.id,
    buffers = {},
    saved = {},
    from = vim.api.nvim_get_current_win(),
  }
  set_up(editing, 'input', test.name, test.input)
  set_up(editing, 'expected', test.name, test.expected or '')
  vim.cmd('botright split')
  local left = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_buf(left, editing.buffers.input)
  vim.api.nvim_win_set_height(left, math.max(8, math.floor(vim.o.lines / 3)))
  vim.cmd('rightbelow vsplit')
  local right = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_buf(right, editing.buffers.expected)
  set_up_window(left, TITLES.input:format((test.name:gsub('%%', '%%%%'))))
  set_up_window(right, TITLES.expected)
  vim.api.nvim_set_current_win(left)
end

return M
