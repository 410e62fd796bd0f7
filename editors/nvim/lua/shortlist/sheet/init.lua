--- A sheet: a read-only buffer of sections that is brought up to date while it is shown, with keys
--- of its own and folds that stay as the user left them.
local keys = require('shortlist.sheet.keys')
local painter = require('shortlist.sheet.painter')
local programs = require('shortlist.sheet.programs')

local M = {}

---@class shortlist.Sheet
---@field buffer integer
---@field kind string sheets of one kind take each other's windows
---@field sections shortlist.Section[]
---@field chosen table<string, { folded: boolean, state: string|nil }> what the user folded otherwise
---@field folds table<string, boolean> what was folded when it was painted
---@field winbar fun(): string
---@field options table<string, any> of its windows, where they are not as every sheet's
---@field data table what the view keeps of its own

---@type table<integer, shortlist.Sheet> by buffer
local sheets = {}

---@param buffer? integer
---@return shortlist.Sheet|nil the sheet of a buffer, by default of the current one
function M.of(buffer)
  return sheets[buffer or vim.api.nvim_get_current_buf()]
end

---@param kind string
---@param matches? fun(sheet: shortlist.Sheet): boolean
---@return shortlist.Sheet|nil
function M.find(kind, matches)
  for buffer, sheet in pairs(sheets) do
    if not vim.api.nvim_buf_is_valid(buffer) then
      sheets[buffer] = nil
    elseif sheet.kind == kind and (not matches or matches(sheet)) then
      return sheet
    end
  end
end

---@class shortlist.SheetOptions
---@field kind string
---@field name string of its buffer
---@field keys shortlist.Key[]
---@field title string what the keys are of, in their help
---@field data? table
---@field keep? boolean it stays when no window shows it
---@field window? table<string, any> options of its windows
---@field filetype? string by default `shortlist-` and the kind
---@field close? fun() what `q` does

---@param options shortlist.SheetOptions
---@return shortlist.Sheet
function M.create(options)
  local buffer = vim.api.nvim_create_buf(false, true)
  local sheet = {
    buffer = buffer,
    kind = options.kind,
    sections = {},
    chosen = {},
    folds = {},
    winbar = function()
      return '%=g? keys'
    end,
    options = options.window or {},
    data = options.data or {},
  }
  sheets[buffer] = sheet
  vim.api.nvim_buf_set_name(buffer, options.name)
  vim.bo[buffer].bufhidden = options.keep and 'hide' or 'wipe'
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = options.filetype or 'shortlist-' .. options.kind
  require('shortlist.highlights').setup()
  local list = vim.list_slice(options.keys)
  table.insert(list, { keys = { 'q' }, says = 'close', run = options.close or keys.close })
  table.insert(list, {
    keys = { 'g?' },
    says = 'these keys',
    run = function()
      keys.help(list, options.title)
    end,
  })
  keys.map(buffer, list)
  -- What is unloaded (`:bdelete`) has lost its text and its keys: the next time there is a new one.
  vim.api.nvim_create_autocmd({ 'BufUnload', 'BufWipeout' }, {
    buffer = buffer,
    callback = function()
      sheets[buffer] = nil
      programs.forget(buffer)
      vim.schedule(function()
        if vim.api.nvim_buf_is_valid(buffer) then
          vim.api.nvim_buf_delete(buffer, { force = true })
        end
      end)
    end,
  })
  -- Folds belong to windows.
  vim.api.nvim_create_autocmd('BufWinEnter', {
    buffer = buffer,
    callback = function()
      for _, window in ipairs(vim.fn.win_findbuf(buffer)) do
        M.set_up_window(sheet, window)
      end
    end,
  })
  return sheet
end

---@param sheet shortlist.Sheet
---@return integer[] windows that show it, of all tab pages
local function windows_of(sheet)
  return vim.fn.win_findbuf(sheet.buffer)
end

---@param sheet shortlist.Sheet
---@return integer|nil window of this tab page that shows it
function M.window_of(sheet)
  local window = vim.fn.bufwinid(sheet.buffer)
  return window ~= -1 and window or nil
end

--- Remembers what the user folded otherwise than it was painted.
---@param sheet shortlist.Sheet
---@param window integer
local function note_folds(sheet, window)
  local rows = painter.rows(sheet.sections)
  vim.api.nvim_win_call(window, function()
    for index, section in ipairs(sheet.sections) do
      local painted = sheet.folds[section.key]
      if painted ~= nil then
        local folded = vim.fn.foldclosed(rows[index] + 1) ~= -1
        if folded ~= painted then
          sheet.chosen[section.key] = { folded = folded, state = section.state }
        end
      end
    end
  end)
end

---@param sheet shortlist.Sheet
---@param window integer
local function fold(sheet, window)
  local rows = painter.rows(sheet.sections)
  local folds = {}
  vim.api.nvim_win_call(window, function()
    vim.cmd('normal! zE')
    for index, section in ipairs(sheet.sections) do
      if section.folded ~= nil and rows[index + 1] - rows[index] > 1 then
        local chosen = sheet.chosen[section.key]
        if chosen and section.state ~= '' and chosen.state ~= section.state then
          sheet.chosen[section.key], chosen = nil, nil
        end
        local folded = section.folded
        if chosen then
          folded = chosen.folded
        end
        vim.cmd(('%d,%dfold'):format(rows[index] + 1, rows[index + 1]))
        if not folded then
          vim.cmd(('%dfoldopen'):format(rows[index] + 1))
        end
        folds[section.key] = folded
      end
    end
  end)
  sheet.folds = folds
end

--- The section that a row belongs to.
---@param sheet shortlist.Sheet
---@param row integer 0-based
---@return shortlist.Section|nil, integer|nil first the row on which it begins
function M.section_at(sheet, row)
  local rows = painter.rows(sheet.sections)
  for index, section in ipairs(sheet.sections) do
    if row < rows[index + 1] then
      return section, rows[index]
    end
  end
end

---@param sheet shortlist.Sheet
---@param key string
---@return integer|nil row
function M.row_of(sheet, key)
  local rows = painter.rows(sheet.sections)
  for index, section in ipairs(sheet.sections) do
    if section.key == key then
      return rows[index]
    end
  end
end

--- The section under the cursor of the current window.
---@return shortlist.Section|nil, shortlist.Sheet|nil
function M.under_cursor()
  local sheet = M.of()
  if sheet then
    return M.section_at(sheet, vim.api.nvim_win_get_cursor(0)[1] - 1), sheet
  end
end

--- Moves to the next or the previous section that fits.
---@param step 1|-1
---@param fits fun(section: shortlist.Section): boolean
function M.jump(step, fits)
  local sheet = M.of()
  if not sheet then
    return
  end
  local rows, row, target = painter.rows(sheet.sections), vim.api.nvim_win_get_cursor(0)[1] - 1, nil
  for index, section in ipairs(sheet.sections) do
    if fits(section) then
      if step == 1 and rows[index] > row then
        target = rows[index]
        break
      elseif step == -1 and rows[index] < row then
        target = rows[index]
      end
    end
  end
  if target then
    vim.api.nvim_win_set_cursor(0, { target + 1, 0 })
  end
end

--- Puts the cursor of the sheet's window on a section.
---@param sheet shortlist.Sheet
---@param key string
function M.go_to(sheet, key)
  local window, row = M.window_of(sheet), M.row_of(sheet, key)
  if window and row then
    vim.api.nvim_win_set_cursor(window, { row + 1, 0 })
    -- With as much above it as there is room for.
    vim.api.nvim_win_call(window, function()
      if row < vim.api.nvim_win_get_height(window) / 2 then
        vim.fn.winrestview({ topline = 1 })
      end
    end)
  end
end

--- Brings the sheet up to date. The cursor stays on its section, at the same height of the window.
---@param sheet shortlist.Sheet
---@param sections shortlist.Section[]
function M.paint(sheet, sections)
  if not vim.api.nvim_buf_is_valid(sheet.buffer) then
    return
  end
  local places = {}
  for _, window in ipairs(windows_of(sheet)) do
    note_folds(sheet, window)
    local view = vim.api.nvim_win_call(window, vim.fn.winsaveview)
    local section, first = M.section_at(sheet, view.lnum - 1)
    places[window] = { view = view, key = section and section.key, first = first }
  end
  local changed = painter.paint(sheet.buffer, sheet.sections, sections)
  sheet.sections = sections
  if not changed then
    return
  end
  programs.colour(sheet.buffer, sections)
  for window, place in pairs(places) do
    fold(sheet, window)
    local view, row = place.view, place.key and M.row_of(sheet, place.key)
    -- At the top, what is new stays in sight.
    if row and place.first > 0 then
      view.lnum = view.lnum + row - place.first
      if view.topline > 1 then
        view.topline = math.max(view.topline + row - place.first, 1)
      end
    end
    view.lnum = math.min(view.lnum, vim.api.nvim_buf_line_count(sheet.buffer))
    vim.api.nvim_win_call(window, function()
      vim.fn.winrestview(view)
    end)
  end
end

--- What the winbar says, whose expression sees its window as the current one.
---@return string
function M.winbar()
  local sheet = M.of()
  return sheet and sheet.winbar() or ''
end

---@param sheet shortlist.Sheet
---@param window integer
function M.set_up_window(sheet, window)
  local options = {
    wrap = true,
    linebreak = false,
    breakindent = true,
    breakindentopt = 'shift:2',
    number = false,
    relativenumber = false,
    list = false,
    spell = false,
    foldenable = true,
    foldmethod = 'manual',
    foldtext = '',
    fillchars = 'fold: ,foldopen:▾,foldclose:▸,foldsep: ',
    foldcolumn = '0',
    winhighlight = 'Folded:Normal,FoldColumn:ShortlistProof',
    signcolumn = 'yes:1',
    colorcolumn = '',
    cursorline = true,
    winbar = "%{%v:lua.require'shortlist.sheet'.winbar()%}",
  }
  for name, value in pairs(vim.tbl_extend('force', options, sheet.options)) do
    vim.api.nvim_set_option_value(name, value, { win = window, scope = 'local' })
  end
  fold(sheet, window)
end

--- A window of this tab page with a sheet of this kind, whose place another may take.
---@param kind string
---@return integer|nil
function M.window_of_kind(kind)
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    local sheet = sheets[vim.api.nvim_win_get_buf(window)]
    if sheet and sheet.kind == kind then
      return window
    end
  end
end

--- Shows a sheet: where it is shown already, in the place of one of its kind, or in a new window.
---@param sheet shortlist.Sheet
---@param split string a command that makes a window; '' is the current one
---@param focus boolean
function M.open(sheet, split, focus)
  local previous = vim.api.nvim_get_current_win()
  local window = M.window_of(sheet) or M.window_of_kind(sheet.kind)
  if not window then
    if split ~= '' then
      vim.cmd(split)
    else
      M.leave_sheets()
    end
    window = vim.api.nvim_get_current_win()
  end
  if vim.api.nvim_win_get_buf(window) ~= sheet.buffer then
    vim.api.nvim_win_set_buf(window, sheet.buffer)
    M.set_up_window(sheet, window)
  end
  vim.api.nvim_set_current_win(focus and window or previous)
end

--- Takes a sheet away with all of its windows; the last window shows another buffer then.
---@param sheet shortlist.Sheet
---@param instead? integer
function M.close(sheet, instead)
  for _, window in ipairs(windows_of(sheet)) do
    if not pcall(vim.api.nvim_win_close, window, true) and instead and vim.api.nvim_buf_is_valid(instead) then
      vim.api.nvim_win_set_buf(window, instead)
    end
  end
  if vim.api.nvim_buf_is_valid(sheet.buffer) then
    vim.api.nvim_buf_delete(sheet.buffer, { force = true })
  end
end

--- Goes to a window that holds a file, where one can be shown without taking a sheet's place.
function M.leave_sheets()
  local function is_file(window)
    local buffer = vim.api.nvim_win_get_buf(window)
    return vim.bo[buffer].buftype == '' and vim.api.nvim_win_get_config(window).relative == ''
  end
  if is_file(0) then
    return
  end
  local last = vim.fn.win_getid(vim.fn.winnr('#'))
  if last ~= 0 and is_file(last) then
    vim.api.nvim_set_current_win(last)
    return
  end
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if is_file(window) then
      vim.api.nvim_set_current_win(window)
      return
    end
  end
  vim.cmd('topleft vnew')
end

--- A sheet about a file goes with it to another name.
vim.api.nvim_create_autocmd('BufFilePost', {
  group = vim.api.nvim_create_augroup('shortlist-sheets', {}),
  callback = function(event)
    for _, sheet in pairs(sheets) do
      if sheet.data.source == event.buf and sheet.data.uri then
        sheet.data.uri = vim.uri_from_bufnr(event.buf)
      end
    end
  end,
})

return M
