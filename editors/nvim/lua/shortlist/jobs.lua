--- Long requests that a user started for a buffer: how far each is, and how it is ended.
local lsp = require('shortlist.lsp')
local progress = require('shortlist.progress')
local wire = require('shortlist.wire')

local M = {}

---@class shortlist.Job
---@field name string
---@field token string of its progress
---@field client vim.lsp.Client
---@field request integer|nil
---@field bufnr integer
---@field row integer|nil of the line that it is about, from 0
---@field text string what goes on
---@field latest string|nil how far it is, as the server says
---@field cancelled boolean
---@field on_done fun(err: table|nil, result: any, job: shortlist.Job)

---@type table<integer, table<string, shortlist.Job>> by buffer, then name
local jobs = {}
local numbers = 0
--- Jobs whose answer has not come, cancelled or not, by `CLIENT REQUEST`.
---@type table<string, shortlist.Job>
local awaited = {}

---@param job shortlist.Job
local function tell(job)
  progress.report(job.token, {
    bufnr = job.bufnr,
    row = job.row,
    text = job.latest and ('%s: %s'):format(job.text, job.latest) or job.text,
  })
end

---@param job shortlist.Job
local function finish(job)
  progress.finish(job.token)
  if jobs[job.bufnr] and jobs[job.bufnr][job.name] == job then
    jobs[job.bufnr][job.name] = nil
  end
end

---@param job shortlist.Job
---@return string
local function key_of(job)
  return ('%d %d'):format(job.client.id, job.request or 0)
end

---@param job shortlist.Job
---@param err table|nil
---@param result any
local function answer(job, err, result)
  awaited[key_of(job)] = nil
  finish(job)
  job.on_done(err, wire.without_nulls(result), job)
end

---@param job shortlist.Job
local function cancel(job)
  if not job.cancelled and job.request then
    job.cancelled = true
    lsp.cancel_request(job.client, job.request)
    finish(job)
  end
end

--- Starts a request that takes long; one of the same name of this buffer is ended.
---@param client vim.lsp.Client
---@param job { bufnr: integer, row?: integer, name: string, text: string, method: string, params: table }
---@param on_done fun(err: table|nil, result: any, job: shortlist.Job)
function M.start(client, job, on_done)
  local before = M.get(job.bufnr, job.name)
  if before then
    cancel(before)
  end
  numbers = numbers + 1
  local started = {
    name = job.name,
    token = ('shortlist-%s-%d'):format(job.name, numbers),
    client = client,
    bufnr = job.bufnr,
    row = job.row,
    text = job.text,
    cancelled = false,
    on_done = on_done,
  }
  jobs[job.bufnr] = jobs[job.bufnr] or {}
  jobs[job.bufnr][job.name] = started
  local params = vim.tbl_extend('force', job.params, { workDoneToken = started.token })
  started.request = lsp.request(client, job.method, params, function(err, result)
    answer(started, err, result)
  end, job.bufnr)
  if started.request then
    awaited[key_of(started)] = started
    tell(started)
  else
    finish(started)
  end
end

---@param bufnr integer
---@param name string
---@return shortlist.Job|nil
function M.get(bufnr, name)
  return jobs[bufnr] and jobs[bufnr][name]
end

--- Ends what goes on for a buffer.
---@param bufnr integer
---@return boolean whether there was something
function M.cancel(bufnr)
  local found = false
  for _, job in pairs(vim.tbl_extend('error', {}, jobs[bufnr] or {})) do
    cancel(job)
    found = true
  end
  return found
end

--- A server is gone, and its answers will not come.
---@param client_id integer
function M.server_stopped(client_id)
  for key, job in pairs(awaited) do
    if job.client.id == client_id then
      awaited[key] = nil
    end
  end
  for _, of_buffer in pairs(jobs) do
    for _, job in pairs(of_buffer) do
      if job.client.id == client_id then
        finish(job)
      end
    end
  end
end

local group = vim.api.nvim_create_augroup('shortlist-jobs', {})

--- Neovim tells nobody that a request was cancelled, whoever did it, but for this event.
vim.api.nvim_create_autocmd('LspRequest', {
  group = group,
  callback = function(event)
    local data = event.data
    local job = data.request.type == 'complete' and awaited[('%d %d'):format(data.client_id, data.request_id)]
    if not job then
      return
    end
    -- An answer that is one comes before this.
    vim.schedule(function()
      if awaited[key_of(job)] == job then
        job.cancelled = true
        answer(job, { code = -32800, message = 'Cancelled' }, nil)
      end
    end)
  end,
})

vim.api.nvim_create_autocmd('LspProgress', {
  group = group,
  callback = function(event)
    local params = event.data and event.data.params
    local token, value = params and params.token, params and params.value
    if type(token) ~= 'string' or type(value) ~= 'table' or value.kind == 'end' then
      return
    end
    for _, of_buffer in pairs(jobs) do
      for _, job in pairs(of_buffer) do
        if job.token == token and type(value.message) == 'string' then
          job.latest = value.message
          tell(job)
        end
      end
    end
  end,
})

return M
