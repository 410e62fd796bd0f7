--- The view of a model's task: a sheet beside the program with what the model wrote and what a run
--- showed of it, drawn while it comes.
local config = require('shortlist.config')
local layout = require('shortlist.assist.layout')
local sheets = require('shortlist.sheet')
local views = require('shortlist.assist.views')

local M = {}

local KIND = 'assist'
--- Columns of a window that hold no text: signs and folds.
local MARGIN = 3

---@param matches fun(data: table): boolean
---@return shortlist.Sheet|nil
local function find(matches)
  return sheets.find(KIND, function(sheet)
    return matches(sheet.data)
  end)
end

---@param source integer
---@return shortlist.Sheet|nil
local function of_source(source)
  return find(function(data)
    return data.source == source
  end)
end

--- The program that the current window shows a model's answer about; nil outside of such a view.
---@return integer|nil
function M.source()
  local sheet = sheets.of()
  return sheet and sheet.kind == KIND and sheet.data.source or nil
end

--- What the user can take of the place under the cursor.
---@return { item: shortlist.AssistItem|nil, yank: string, name: string }|nil
function M.under_cursor()
  local part, sheet = sheets.under_cursor()
  return part and sheet.kind == KIND and part.data or nil
end

--- Moves to the next or the previous program.
---@param step 1|-1
function M.jump(step)
  sheets.jump(step, function(part)
    return part.data ~= nil and part.data.is_head == true
  end)
end

--- Whether the user sees the view of a program.
---@param source integer
---@return boolean
function M.is_shown(source)
  local sheet = of_source(source)
  return sheet ~= nil and sheets.window_of(sheet) ~= nil
end

---@param view shortlist.AssistView|nil
---@return string
local function winbar(view)
  if not view then
    return '%=g? keys'
  end
  local running = view.state == 'running'
  local state = view.stale and not running and '%#ShortlistDoubt#stale%* · ' .. view.state or view.state
  return ('%s · %s%%<%%=%sg? keys'):format(view.task, state, running and 'c cancel  ' or '')
end

---@param sheet shortlist.Sheet
local function draw(sheet)
  local view = views.get(sheet.data.uri)
  if not view then
    sheets.close(sheet, sheet.data.source)
    return
  end
  local window = sheets.window_of(sheet)
  local width = (window and vim.api.nvim_win_get_width(window) or 80) - MARGIN
  local source = sheet.data.source
  local language = vim.api.nvim_buf_is_valid(source) and vim.bo[source].filetype or ''
  sheets.paint(sheet, layout.of(view, { width = width, language = language }))
  pcall(vim.cmd.redrawstatus, { bang = true })
end

---@param source integer
---@return shortlist.Sheet
local function create(source)
  local sheet = sheets.create({
    kind = KIND,
    name = ('shortlist://assist/%d/%s'):format(source, vim.fs.basename(vim.api.nvim_buf_get_name(source))),
    keys = require('shortlist.assist.keys'),
    title = "a model's answer",
    keep = true,
    window = { foldcolumn = '1', linebreak = true },
    data = { source = source, uri = vim.uri_from_bufnr(source) },
  })
  sheet.winbar = function()
    return winbar(views.get(sheet.data.uri))
  end
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = source,
    once = true,
    callback = function()
      vim.schedule(function()
        views.forget(sheet.data.uri)
      end)
    end,
  })
  return sheet
end

--- Opens the view of what is known about a program, or goes on showing it.
---@param source integer
---@param options { focus?: boolean, is_new?: boolean } is_new: a task has begun; focus is as the user wants by default
function M.show(source, options)
  local sheet = of_source(source) or create(source)
  local configured = config.get().assist
  local focus = options.focus
  if focus == nil then
    focus = configured.focus or M.source() ~= nil
  end
  sheets.open(sheet, configured.split, focus)
  if options.is_new then
    sheet.chosen, sheet.folds = {}, {}
  end
  draw(sheet)
  if options.is_new then
    sheets.go_to(sheet, 'head')
  end
end

local group = vim.api.nvim_create_augroup('shortlist-assist', {})

vim.api.nvim_create_autocmd('User', {
  group = group,
  pattern = 'ShortlistAssist',
  callback = function(event)
    local sheet = find(function(data)
      return data.uri == event.data.uri
    end)
    if sheet then
      draw(sheet)
    end
  end,
})

--- What is said below a line is as wide as its window.
vim.api.nvim_create_autocmd('WinResized', {
  group = group,
  callback = function()
    for _, window in ipairs(vim.v.event.windows) do
      local sheet = vim.api.nvim_win_is_valid(window) and sheets.of(vim.api.nvim_win_get_buf(window))
      if sheet and sheet.kind == KIND and views.get(sheet.data.uri) then
        draw(sheet)
      end
    end
  end,
})

return M
