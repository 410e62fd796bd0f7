--- What the server knows of each problem: its solutions view (`shortlist/solutions`), asked for
--- again whenever the server says that it may have changed. The event `User ShortlistSolutions`
--- follows each change, with `data = { problem_id = … }`.
local lsp = require('shortlist.lsp')
local wire = require('shortlist.wire')

local M = {}

---@class shortlist.Confidence
---@field level 'low'|'fair'|'high'
---@field text string
---@field short string

---@class shortlist.Solution
---@field id string
---@field rank integer
---@field group string
---@field language string
---@field source string
---@field label string
---@field proof string
---@field inserted boolean
---@field model string

---@class shortlist.NearMiss
---@field id string
---@field language string
---@field source string
---@field text string
---@field passed integer
---@field total integer
---@field inserted boolean
---@field example { index: integer, input: string, expected: string, got: string, detail: string, verdict: string }|nil

---@class shortlist.View As docs/lsp-extensions.md describes it.
---@field problem { digest: string, name: string, range: table }
---@field uri string
---@field version integer
---@field state 'running'|'done'|'cancelled'|'failed'
---@field solveId string|nil
---@field headline string
---@field confidence shortlist.Confidence|nil
---@field advice string|nil
---@field model string
---@field seed integer|nil
---@field budget { samples: integer, seconds: number }
---@field stats table
---@field chart { seconds: number, sampled: integer, passed: integer }[]
---@field groups table[]
---@field solutions shortlist.Solution[]
---@field nearMisses shortlist.NearMiss[]
---@field notes string[]

---@type table<string, shortlist.View>
local views = {}
---@type table<string, 'asked'|'again'>
local asking = {}

---@param problem_id string
local function tell(problem_id)
  vim.api.nvim_exec_autocmds('User', {
    pattern = 'ShortlistSolutions',
    modeline = false,
    data = { problem_id = problem_id },
  })
end

---@param problem_id string
---@return shortlist.View|nil
function M.get(problem_id)
  return views[problem_id]
end

--- Brings a view up to date; while an answer is awaited, at most one more request is owed.
---@param client vim.lsp.Client
---@param problem_id string
---@param on_done? fun(err: table|nil, view: shortlist.View|nil)
function M.refresh(client, problem_id, on_done)
  if asking[problem_id] and not on_done then
    asking[problem_id] = 'again'
    return
  end
  asking[problem_id] = asking[problem_id] or 'asked'
  lsp.request(client, 'shortlist/solutions', { problemId = problem_id }, function(err, view)
    local again = asking[problem_id] == 'again'
    asking[problem_id] = nil
    if not err and view then
      views[problem_id] = wire.without_nulls(view)
      tell(problem_id)
    elseif err and vim.tbl_get(err, 'data', 'kind') == 'paused' then
      -- Contest mode: nothing that a model wrote stays in sight.
      views[problem_id] = nil
      tell(problem_id)
    elseif err and views[problem_id] and views[problem_id].state == 'running' then
      -- It was cancelled before anything was known.
      views[problem_id].state = 'cancelled'
      views[problem_id].solveId = nil
      views[problem_id].headline = 'Cancelled before a program passed'
      tell(problem_id)
    end
    if on_done then
      on_done(err, views[problem_id])
    end
    if again then
      M.refresh(client, problem_id)
    end
  end)
end

--- Handles `shortlist/didChangeSolutions`.
function M.on_change(_, params, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  if client then
    M.refresh(client, params.problemId)
  end
end

--- Asks about solves that the server does not name among those under way any more: of one that was
--- cancelled before anything was known there is nothing left to tell of.
---@param client vim.lsp.Client
---@param status { solves: { solveId: string, active: boolean }[] }
function M.reconcile(client, status)
  local active = {}
  for _, solve in ipairs(status.solves) do
    active[solve.solveId] = solve.active
  end
  for problem_id, view in pairs(views) do
    if view.state == 'running' and view.solveId and not active[view.solveId] then
      M.refresh(client, problem_id)
    end
  end
end

--- The server is gone, and with it the solves that it had: what was found stays.
---@param expected boolean the user stopped it
function M.server_stopped(expected)
  asking = {}
  for problem_id, view in pairs(views) do
    if view.state == 'running' then
      view.state = expected and 'cancelled' or 'failed'
      view.headline = 'The language server stopped while solving'
      view.advice = 'What was found can still be copied (y) and opened (o). Solve again with s.'
      view.solveId = nil
      tell(problem_id)
    end
  end
end

---@type table<integer, true> servers that were asked for what the ones before them had found
local asked = {}

--- A server is there: what the one before it had found it may know, too.
---@param client vim.lsp.Client
function M.server_started(client)
  if asked[client.id] then
    return
  end
  asked[client.id] = true
  for problem_id in pairs(views) do
    M.refresh(client, problem_id)
  end
end

return M
