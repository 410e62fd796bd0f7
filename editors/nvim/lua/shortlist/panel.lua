--- The panel: a read-only buffer with all programs of one problem and their proof, brought up to
--- date as the server finds more. It opens by itself when a solve starts.
local config = require('shortlist.config')
local layout = require('shortlist.panel.layout')
local paint = require('shortlist.panel.paint')
local solutions = require('shortlist.solutions')

local M = {}

local WINBAR = "%{%v:lua.require'shortlist.panel'.winbar()%}"

---@class shortlist.Panel
---@field buffer integer
---@field source integer the buffer that holds the problem
---@field problem_id string
---@field layout shortlist.Layout
---@field marked string|nil id of the program that the next comparison begins with

---@type table<integer, shortlist.Panel> by panel buffer
local panels = {}
--- The solve for which the panel of a problem opened, so that one that was closed stays closed.
---@type table<string, string>
local opened_for = {}

---@param problem_id string
---@return shortlist.Panel|nil
local function find(problem_id)
  for buffer, panel in pairs(panels) do
    if not vim.api.nvim_buf_is_valid(buffer) then
      panels[buffer] = nil
    elseif panel.problem_id == problem_id then
      return panel
    end
  end
end

---@return shortlist.Panel|nil panel of the current buffer
function M.current()
  return panels[vim.api.nvim_get_current_buf()]
end

--- The program that a row belongs to; above the first one, the first, below the last, the last.
---@param panel shortlist.Panel
---@param row integer 0-based
---@return shortlist.Block|nil
function M.block_at(panel, row)
  local blocks = panel.layout.blocks
  for _, block in ipairs(blocks) do
    if row <= block.last + 1 then
      return block
    end
  end
  return blocks[#blocks]
end

---@param panel shortlist.Panel
---@param id string|nil
---@return shortlist.Block|nil
function M.block(panel, id)
  for _, block in ipairs(panel.layout.blocks) do
    if block.id == id then
      return block
    end
  end
end

--- Moves to the next or the previous program.
---@param panel shortlist.Panel
---@param step 1|-1
function M.jump(panel, step)
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  local target
  for _, block in ipairs(panel.layout.blocks) do
    if step == 1 and block.head > row then
      target = block.head
      break
    elseif step == -1 and block.head < row then
      target = block.head
    end
  end
  if target then
    vim.api.nvim_win_set_cursor(0, { target + 1, 0 })
  end
end

---@param panel shortlist.Panel
---@param id string|nil
function M.mark(panel, id)
  panel.marked = id
  paint.mark(panel.buffer, M.block(panel, id))
end

---@param text string
---@return string as a statusline shows it
local function literal(text)
  return (text:gsub('%%', '%%%%'))
end

--- The panel's winbar, whose expressions see its window as the current one: what stays in sight
--- when the first lines scroll away.
---@return string
function M.winbar()
  local panel = M.current()
  local view = panel and solutions.get(panel.problem_id)
  if not view then
    return '%=g? keys'
  end
  local doubt = view.confidence and view.confidence.level == 'low' and view.confidence.short
  local left = doubt and ('%%#ShortlistDoubt#%s%%* · '):format(literal(doubt)) or ''
  if view.state ~= 'running' then
    local found = #view.solutions
    return left .. ('%d solution%s%%=g? keys'):format(found, found == 1 and '' or 's')
  end
  local room = vim.api.nvim_win_get_width(0) - (doubt and #doubt + 3 or 0)
  local cancel = room > 30 and 'x cancel  ' or ''
  return left .. ('%d/%d'):format(#view.solutions, config.count()) .. '%<%=' .. cancel .. 'g? keys'
end

---@param source integer
---@param problem_id string
---@return shortlist.Panel
local function create(source, problem_id)
  local buffer = vim.api.nvim_create_buf(false, true)
  local panel = {
    buffer = buffer,
    source = source,
    problem_id = problem_id,
    layout = { lines = {}, highlights = {}, blocks = {} },
  }
  panels[buffer] = panel
  vim.api.nvim_buf_set_name(buffer, ('shortlist://%s/%d'):format(problem_id, buffer))
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = 'shortlist'
  require('shortlist.highlights').setup()
  require('shortlist.panel.keys').map(buffer)
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = buffer,
    once = true,
    callback = function()
      panels[buffer] = nil
      paint.forget(buffer)
    end,
  })
  return panel
end

---@param panel shortlist.Panel
---@return integer|nil window of this tab page that shows it
local function window_of(panel)
  local window = vim.fn.bufwinid(panel.buffer)
  return window ~= -1 and window or nil
end

--- A window of this tab page with the panel of another problem, whose place this one takes.
---@return integer|nil
local function other_panel()
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if panels[vim.api.nvim_win_get_buf(window)] then
      return window
    end
  end
end

---@param panel shortlist.Panel
---@param focus boolean
local function open(panel, focus)
  local previous = vim.api.nvim_get_current_win()
  local window = window_of(panel)
  if not window then
    window = other_panel()
    if not window then
      vim.cmd(config.get().panel.split)
      window = vim.api.nvim_get_current_win()
    end
    vim.api.nvim_win_set_buf(window, panel.buffer)
    local options = {
      wrap = true,
      linebreak = true,
      breakindent = true,
      breakindentopt = 'shift:3',
      number = false,
      relativenumber = false,
      list = false,
      spell = false,
      foldenable = false,
      signcolumn = 'yes:1',
      winbar = WINBAR,
    }
    for name, value in pairs(options) do
      vim.api.nvim_set_option_value(name, value, { win = window, scope = 'local' })
    end
  end
  vim.api.nvim_set_current_win(focus and window or previous)
end

--- Calls `change`, after which the cursor is on the program that it was on, at the same height of
--- the window: ranks change while a solve goes on.
---@param panel shortlist.Panel
---@param change fun()
local function keeping_cursor(panel, change)
  local window = window_of(panel)
  if not window then
    change()
    return
  end
  local view = vim.api.nvim_win_call(window, vim.fn.winsaveview)
  local row = view.lnum - 1
  local on = panel.layout.blocks[1] and row >= panel.layout.blocks[1].head and M.block_at(panel, row)
  local offset = on and row - on.head or 0
  change()
  local now = on and M.block(panel, on.id)
  if now then
    local moved = now.head + math.min(offset, now.last - now.head) + 1 - view.lnum
    view.lnum = view.lnum + moved
    view.topline = math.max(view.topline + moved, 1)
  end
  view.lnum = math.min(view.lnum, vim.api.nvim_buf_line_count(panel.buffer))
  vim.api.nvim_win_call(window, function()
    vim.fn.winrestview(view)
  end)
end

---@param panel shortlist.Panel
local function draw(panel)
  if not vim.api.nvim_buf_is_valid(panel.buffer) then
    return
  end
  local view = solutions.get(panel.problem_id)
  local new = view and layout.of(view, config.count()) or layout.message('Contest mode is on: nothing is shown.')
  keeping_cursor(panel, function()
    paint.paint(panel.buffer, new)
    panel.layout = new
  end)
  M.mark(panel, M.block(panel, panel.marked) and panel.marked or nil)
  pcall(vim.cmd.redrawstatus, { bang = true })
end

--- Opens the panel of a problem, or goes to the one that is open.
---@param problem_id string
---@param source integer the buffer that holds the problem
---@param options { focus: boolean }
function M.show(problem_id, source, options)
  local panel = find(problem_id) or create(source, problem_id)
  open(panel, options.focus)
  draw(panel)
end

--- Opens the panel of a problem with what the server knows now, and goes to it.
---@param client vim.lsp.Client
---@param problem_id string
---@param source integer the buffer that holds the problem
function M.ask_and_show(client, problem_id, source)
  solutions.refresh(client, problem_id, function(err)
    if err then
      require('shortlist.ui').complain(err)
    else
      M.show(problem_id, source, { focus = true })
    end
  end)
end

--- Brings an open panel up to date, and opens one where a solve has just started.
---@param problem_id string
local function update(problem_id)
  local view, panel = solutions.get(problem_id), find(problem_id)
  if not view then
    if panel then
      draw(panel)
    end
    return
  end
  local options = config.get().panel
  local source = vim.uri_to_bufnr(view.uri)
  if view.state == 'running' and view.solveId and opened_for[problem_id] ~= view.solveId then
    opened_for[problem_id] = view.solveId
    if options.auto_open and vim.fn.bufwinid(source) ~= -1 then
      M.show(problem_id, source, { focus = options.focus })
      return
    end
  end
  if panel then
    draw(panel)
  end
end

vim.api.nvim_create_autocmd('User', {
  group = vim.api.nvim_create_augroup('shortlist-panel', {}),
  pattern = 'ShortlistSolutions',
  callback = function(event)
    update(event.data.problem_id)
  end,
})

return M
