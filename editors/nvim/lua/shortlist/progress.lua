--- Shows that a solve goes on, whoever started it: as a progress message on Neovim 0.12 (which also
--- fills the default statusline and the terminal's own bar), as virtual text at the comment before.
local config = require('shortlist.config')
local solutions = require('shortlist.solutions')
local ui = require('shortlist.ui')

local M = {}

local namespace = vim.api.nvim_create_namespace('shortlist-progress')
local HAS_MESSAGES = vim.fn.has('nvim-0.12') == 1
--- A message line that changes four times a second is hard to read.
local MESSAGE_EVERY_MS = 500

---@class shortlist.Task
---@field id string
---@field bufnr integer
---@field row integer|nil 0-based, of the comment
---@field busy boolean whether the buffer is marked as busy
---@field echoed integer|nil when its last message was shown
---@field latest fun()|nil shows what came too soon after that

---@type table<string, shortlist.Task>
local tasks = {}

---@return 'message'|'virtual'|'off'
local function kind()
  local chosen = config.get().progress
  if chosen == 'auto' then
    return HAS_MESSAGES and 'message' or 'virtual'
  end
  return chosen --[[@as 'message'|'virtual'|'off']]
end

local echo

--- In the message line, but never over what the user types.
---@param task shortlist.Task
---@param text string
---@param percent integer
---@param status 'running'|'success'
function echo(task, text, percent, status)
  local since = task.echoed and vim.uv.now() - task.echoed or MESSAGE_EVERY_MS
  if status == 'running' and since < MESSAGE_EVERY_MS then
    local waits = task.latest ~= nil
    task.latest = function()
      echo(task, text, percent, status)
    end
    if not waits then
      vim.defer_fn(function()
        local show = task.latest
        task.latest = nil
        if show and tasks[task.id] == task then
          show()
        end
      end, MESSAGE_EVERY_MS - since)
    end
    return
  end
  if status == 'running' and vim.api.nvim_get_mode().mode ~= 'n' or status ~= 'running' and not task.echoed then
    return
  end
  task.echoed = vim.uv.now()
  if not HAS_MESSAGES then
    local words = text ~= '' and ui.fitting(('Shortlist: %d%% %s'):format(percent, text)) or ''
    vim.api.nvim_echo({ { words } }, false, {})
    return
  end
  local title = 'Shortlist'
  vim.api.nvim_echo({ { ui.fitting(text, #title + #': 100% ') } }, false, {
    id = 'shortlist.' .. task.id,
    kind = 'progress',
    source = 'shortlist',
    title = title,
    status = status,
    percent = percent,
  })
end

---@param task shortlist.Task
---@param text string|nil nil takes it away
local function at_comment(task, text)
  if not vim.api.nvim_buf_is_loaded(task.bufnr) then
    return
  end
  vim.api.nvim_buf_clear_namespace(task.bufnr, namespace, 0, -1)
  if text and task.row and task.row < vim.api.nvim_buf_line_count(task.bufnr) then
    vim.api.nvim_buf_set_extmark(task.bufnr, namespace, task.row, 0, {
      virt_text = { { ' ◌ ' .. text, 'ShortlistProgress' } },
      virt_text_pos = 'eol',
      hl_mode = 'combine',
    })
  end
end

--- 0.12 shows a mark in the statusline of a busy buffer.
---@param task shortlist.Task
---@param busy boolean
local function set_busy(task, busy)
  if HAS_MESSAGES and task.busy ~= busy and vim.api.nvim_buf_is_valid(task.bufnr) then
    vim.bo[task.bufnr].busy = math.max(vim.bo[task.bufnr].busy + (busy and 1 or -1), 0)
    task.busy = busy
  end
end

--- Begins to show a task, or shows how far it is.
---@param id string
---@param at { bufnr: integer, row: integer|nil, text: string, percent: integer|nil }
function M.report(id, at)
  local how = kind()
  if how == 'off' then
    return
  end
  local task = tasks[id]
  if not task then
    task = { id = id, bufnr = at.bufnr, busy = false }
    tasks[id] = task
    require('shortlist.highlights').setup()
  end
  task.row = at.row
  set_busy(task, true)
  if how == 'message' then
    echo(task, at.text, at.percent or 0, 'running')
  else
    at_comment(task, at.percent and ('%s (%d %%)'):format(at.text, at.percent) or at.text)
  end
end

--- Ends what is shown of a task.
---@param id string
function M.finish(id)
  local task = tasks[id]
  if not task then
    return
  end
  tasks[id] = nil
  set_busy(task, false)
  at_comment(task, nil)
  if task.echoed then
    echo(task, '', 100, 'success')
    -- Takes the line away, so that the next message does not come below it and ask for a key.
    vim.cmd("redraw | echo ''")
  end
end

--- How much of its budget a solve has spent, by samples or by time.
---@param view shortlist.View
---@return integer
local function percent(view)
  local stats, budget = view.stats or {}, view.budget
  local samples = (stats.sampled or 0) / math.max(budget.samples, 1)
  local seconds = (stats.seconds or 0) / math.max(budget.seconds, 0.001)
  return math.max(0, math.min(99, math.floor(100 * math.max(samples, seconds))))
end

--- The solves that the user has seen going on, whose end is news.
---@type table<string, true>
local followed = {}

---@param problem_id string
local function update(problem_id)
  local view = solutions.get(problem_id)
  if not view then
    M.finish(problem_id)
    followed[problem_id] = nil
    return
  end
  if view.state == 'running' then
    followed[problem_id] = true
    M.report(problem_id, {
      bufnr = vim.uri_to_bufnr(view.uri),
      row = vim.tbl_get(view, 'problem', 'range', 'start', 'line'),
      text = ('%d/%d · %s'):format(#view.solutions, config.count(), view.headline),
      percent = percent(view),
    })
    return
  end
  M.finish(problem_id)
  if followed[problem_id] then
    followed[problem_id] = nil
    -- A failure is told by whoever asked for the solve, and the user knows what they cancelled.
    if view.state == 'done' then
      local confidence = view.confidence
      local low = confidence ~= nil and confidence.level == 'low'
      local text = view.headline
      if low then
        text = ('%s: %s'):format(confidence.short, text)
      elseif confidence then
        text = ('%s %s.'):format(text, confidence.short)
      end
      vim.schedule(function()
        ui.say(text, (low or #view.solutions == 0) and vim.log.levels.WARN or nil)
      end)
    end
  end
end

vim.api.nvim_create_autocmd('User', {
  group = vim.api.nvim_create_augroup('shortlist-progress', {}),
  pattern = 'ShortlistSolutions',
  callback = function(event)
    update(event.data.problem_id)
  end,
})

return M
