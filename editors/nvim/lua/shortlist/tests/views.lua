--- What the server knows of the tests of each document (`shortlist/tests`), brought up to date by
--- `shortlist/didChangeTests`. The event `User ShortlistTests` follows each change, with
--- `data = { uri = … }`.
local lsp = require('shortlist.lsp')
local wire = require('shortlist.wire')

local M = {}

---@class shortlist.TestDifference
---@field line integer
---@field expected string
---@field got string
---@field start integer
---@field end integer
---@field expectedStart integer
---@field expectedEnd integer

---@class shortlist.TestResult
---@field verdict string
---@field timeMs number
---@field wallMs number
---@field memoryKiB number
---@field stdout string
---@field stderr string
---@field detail string
---@field cut boolean
---@field difference shortlist.TestDifference|nil

---@class shortlist.Test
---@field id string
---@field kind 'example'|'own'
---@field name string
---@field input string
---@field expected string|nil
---@field cut boolean
---@field range table|nil
---@field result shortlist.TestResult|nil

---@class shortlist.TestsView As docs/lsp-extensions.md describes it.
---@field uri string
---@field version integer
---@field problemId string
---@field title string
---@field url string|nil
---@field practice string|nil
---@field language string
---@field unavailable string|nil
---@field interactive boolean
---@field limits { timeMs: number, memoryMiB: number }
---@field comparison string
---@field file string|nil
---@field running boolean
---@field runId string|nil
---@field stale boolean
---@field headline string
---@field compileOutput string|nil
---@field tests shortlist.Test[]
---@field notes string[]

local newest = require('shortlist.newest').create('ShortlistTests')
---@type table<string, shortlist.TestsView>
local views = newest.views
local tell = newest.tell
---@type table<string, 'asked'|'again'>
local asking = {}

---@param uri string
---@return shortlist.TestsView|nil
function M.get(uri)
  return views[uri]
end

--- The test of a view by its id.
---@param uri string
---@param id string|nil
---@return shortlist.Test|nil, integer|nil
function M.test(uri, id)
  for index, test in ipairs(views[uri] and views[uri].tests or {}) do
    if test.id == id then
      return test, index
    end
  end
end

--- Keeps a view that came with an answer.
M.take = newest.take

---@param uri string
function M.forget(uri)
  views[uri] = nil
end

--- Brings a view up to date; while an answer is awaited, at most one more request is owed.
---@param client vim.lsp.Client
---@param uri string
---@param position? table which problem of the document; by default the last one that was asked for
---@param on_done? fun(err: table|nil)
function M.refresh(client, uri, position, on_done)
  if asking[uri] and not on_done and not position then
    asking[uri] = 'again'
    return
  end
  asking[uri] = asking[uri] or 'asked'
  local bufnr = vim.uri_to_bufnr(uri)
  lsp.request(client, 'shortlist/tests', { uri = uri, position = position }, function(err, view)
    local again = asking[uri] == 'again'
    asking[uri] = nil
    if not err and view then
      M.take(view)
    end
    if on_done then
      on_done(err)
    end
    if again then
      M.refresh(client, uri)
    end
  end, vim.api.nvim_buf_is_loaded(bufnr) and bufnr or nil)
end

--- Handles `shortlist/didChangeTests`.
function M.on_change(_, params, context)
  local view = views[params.uri]
  local client = vim.lsp.get_client_by_id(context.client_id)
  if not view or not client or params.version <= view.version then
    return
  end
  params = wire.without_nulls(params)
  local by_id = {}
  for _, test in ipairs(view.tests) do
    by_id[test.id] = test
  end
  local is_whole = not params.reload
  view.running, view.headline = params.running, params.headline
  -- What runs, or has just run, is the program as it stands.
  view.stale = view.stale and not params.running and #(params.results or {}) == 0
  for _, change in ipairs(params.results or {}) do
    if by_id[change.id] then
      by_id[change.id].result = change.result
    else
      is_whole = false
    end
  end
  if is_whole then
    view.version = params.version
  else
    M.refresh(client, params.uri)
  end
  tell(params.uri)
end

--- A server is gone, and with it what it ran: the verdicts that came stay.
---@param client_id integer
function M.server_stopped(client_id)
  asking = {}
  for uri, view in pairs(newest.of_client(client_id)) do
    view.version = -1
    if view.running then
      view.running, view.stale = false, true
      view.headline = 'The language server stopped while the tests ran'
    end
    tell(uri)
  end
end

return M
