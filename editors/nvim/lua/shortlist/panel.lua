--- The panel: a read-only scratch buffer with all solutions of one problem and their proof. The
--- server writes its text (`shortlist/panelContent`); this file shows it and knows which solution
--- the cursor is on.
local config = require('shortlist.config')
local lsp = require('shortlist.lsp')
local status = require('shortlist.status')

local M = {}

local WINBAR = "%#WarningMsg#%{v:lua.require'shortlist.panel'.doubt()}%*"
  .. "%{v:lua.require'shortlist'.status()}%=g? keys"

---@class shortlist.Panel
---@field buffer integer
---@field source integer the buffer that holds the problem
---@field problem_id string
---@field anchors { id: string, range: table }[]
---@field doubt string|nil what the winbar says when the solutions are probably wrong

---@type table<integer, shortlist.Panel> by panel buffer
local panels = {}

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

--- The id of the solution under the cursor, or of the first one when the cursor stands above it.
---@param panel shortlist.Panel
---@param line integer 0-based
---@return string|nil
function M.solution_at(panel, line)
  for _, anchor in ipairs(panel.anchors) do
    if line <= anchor.range['end'].line then
      return anchor.id
    end
  end
  return panel.anchors[#panel.anchors] and panel.anchors[#panel.anchors].id
end

---@param panel shortlist.Panel
---@param step 1|-1
function M.jump(panel, step)
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local target
  for _, anchor in ipairs(panel.anchors) do
    local start = anchor.range.start.line
    if step == 1 and start > line then
      target = start
      break
    elseif step == -1 and start < line then
      target = start
    end
  end
  if target then
    vim.api.nvim_win_set_cursor(0, { target + 1, 0 })
  end
end

---@param panel shortlist.Panel
local function map_keys(panel)
  local function map(key, name, description)
    vim.keymap.set('n', key, function()
      require('shortlist.commands').dispatch(name, {})
    end, { buffer = panel.buffer, nowait = true, desc = 'Shortlist: ' .. description })
  end
  map('<CR>', 'accept', 'insert this solution')
  map(']]', 'next', 'next solution')
  map('[[', 'previous', 'previous solution')
  map('gr', 'solve', 'solve again')
  map('<C-c>', 'cancel', 'cancel')
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = panel.buffer, nowait = true, desc = 'Close' })
  vim.keymap.set('n', 'g?', function()
    vim.notify('<CR> insert · ]] next · [[ previous · gr solve again · <C-c> cancel · q close')
  end, { buffer = panel.buffer, desc = 'Shortlist: keys' })
end

---@param source integer
---@param problem_id string
---@return shortlist.Panel
local function create(source, problem_id)
  local buffer = vim.api.nvim_create_buf(false, true)
  local panel = { buffer = buffer, source = source, problem_id = problem_id, anchors = {} }
  panels[buffer] = panel
  vim.api.nvim_buf_set_name(buffer, ('shortlist://%s/%d'):format(problem_id, buffer))
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].buftype = 'nofile'
  vim.bo[buffer].swapfile = false
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = 'markdown'
  map_keys(panel)
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = buffer,
    once = true,
    callback = function()
      panels[buffer] = nil
    end,
  })
  return panel
end

--- For the winbar, whose expressions see its window as the current one: what stays in sight when
--- the panel's first lines scroll away.
---@return string
function M.doubt()
  local panel = M.current()
  return panel and panel.doubt and panel.doubt .. ' · ' or ''
end

---@param panel shortlist.Panel
local function show(panel)
  if vim.fn.bufwinid(panel.buffer) ~= -1 then
    return
  end
  local previous = vim.api.nvim_get_current_win()
  vim.cmd(config.get().panel.split)
  vim.api.nvim_win_set_buf(0, panel.buffer)
  vim.wo[0][0].wrap = true
  vim.wo[0][0].linebreak = true
  vim.wo[0][0].number = false
  vim.wo[0][0].winbar = WINBAR
  vim.api.nvim_set_current_win(previous)
end

local function redraw()
  pcall(vim.cmd.redrawstatus, { bang = true })
end

---@param panel shortlist.Panel
---@param content { text: string, anchors: table[], confidence: table|nil }
local function fill(panel, content)
  if not vim.api.nvim_buf_is_valid(panel.buffer) then
    return
  end
  local window = vim.fn.bufwinid(panel.buffer)
  local on_id, offset
  if window ~= -1 and #panel.anchors > 0 then
    local line = vim.api.nvim_win_get_cursor(window)[1] - 1
    on_id = M.solution_at(panel, line)
    for _, anchor in ipairs(panel.anchors) do
      if anchor.id == on_id then
        offset = line - anchor.range.start.line
      end
    end
  end
  vim.bo[panel.buffer].modifiable = true
  vim.api.nvim_buf_set_lines(panel.buffer, 0, -1, false, vim.split(content.text, '\n'))
  vim.bo[panel.buffer].modifiable = false
  panel.anchors = content.anchors
  local confidence = content.confidence
  panel.doubt = confidence and confidence.level == 'low' and confidence.short or nil
  redraw()
  -- A rank may have changed: the cursor stays on the solution it was on.
  if window ~= -1 and on_id then
    for _, anchor in ipairs(panel.anchors) do
      if anchor.id == on_id then
        local last = vim.api.nvim_buf_line_count(panel.buffer)
        local line = math.min(math.max(anchor.range.start.line + offset + 1, 1), last)
        vim.api.nvim_win_set_cursor(window, { line, 0 })
      end
    end
  end
end

--- Opens the panel of a problem, or brings an open one up to date.
---@param client vim.lsp.Client
---@param source integer the buffer that holds the problem
---@param problem_id string
---@param options { open: boolean }
function M.refresh(client, source, problem_id, options)
  local panel = find(problem_id)
  if not panel then
    if not options.open then
      return
    end
    panel = create(source, problem_id)
  end
  if options.open then
    show(panel)
  end
  lsp.request(client, 'shortlist/panelContent', { problemId = problem_id }, function(err, content)
    if not err and content then
      fill(panel, content)
    end
  end, source)
end

--- Redraws the winbar when the state changes.
vim.api.nvim_create_autocmd('User', {
  group = vim.api.nvim_create_augroup('shortlist-panel', {}),
  pattern = 'ShortlistStatus',
  callback = function()
    if next(panels) and status.get() then
      vim.schedule(redraw)
    end
  end,
})

return M
