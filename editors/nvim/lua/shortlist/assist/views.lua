--- What the server knows of the newest task of a model's for each document, as it tells of it
--- (`shortlist/didAssist`). The event `User ShortlistAssist` follows each change, with
--- `data = { uri = … }`.
local lsp = require('shortlist.lsp')
local wire = require('shortlist.wire')

local M = {}

---@alias shortlist.AssistTask 'translate'|'explain'|'comment'|'hint'|'prompt'|'step'
---@alias shortlist.AssistWay 'step'|'beside'|'below'|'inPlace'

---@class shortlist.AssistStep
---@field number integer
---@field line integer from 0
---@field text string
---@field code string
---@field chosen string|nil the item that stands in the file

---@class shortlist.AssistItem
---@field id string
---@field step integer|nil
---@field name string
---@field proof string
---@field tone 'good'|'doubtful'|'bad'
---@field language string
---@field source string
---@field details { label: string, text: string }[]
---@field puts shortlist.AssistWay[]
---@field proved boolean

---@class shortlist.AssistView As docs/lsp-extensions.md describes it.
---@field uri string
---@field task shortlist.AssistTask
---@field version integer
---@field runId string|nil while it goes on
---@field state 'running'|'done'|'cancelled'|'failed'
---@field stale boolean
---@field show boolean
---@field title string
---@field headline string
---@field model string|nil
---@field passages { text: string, wrong?: string }[]
---@field steps shortlist.AssistStep[]
---@field items shortlist.AssistItem[]
---@field facts { label: string, text: string }[]
---@field notes string[]
---@field lost string|nil why nothing can be put in, where the file is not the reason; the server knows no such field

local newest = require('shortlist.newest').create('ShortlistAssist')
---@type table<string, shortlist.AssistView>
local views = newest.views
local tell = newest.tell

---@param uri string
---@return shortlist.AssistView|nil
function M.get(uri)
  return views[uri]
end

---@param view table
function M.take(view)
  for _, list in ipairs({ 'passages', 'steps', 'items', 'facts', 'notes' }) do
    view[list] = view[list] or {}
  end
  newest.take(view)
end

--- Asks for the newest view of a document.
---@param client vim.lsp.Client
---@param uri string
---@param on_done fun(err: table|nil, view: shortlist.AssistView|nil)
function M.refresh(client, uri, on_done)
  lsp.request(client, 'shortlist/assistView', { uri = uri }, function(err, view)
    if not err and view and view ~= vim.NIL then
      M.take(view)
    end
    on_done(err, views[uri])
  end)
end

--- Handles `shortlist/didAssist`.
function M.on_assist(_, params)
  params = wire.without_nulls(params)
  local view, known = params.view, views[params.uri]
  if view then
    M.take(view)
    if view.show then
      require('shortlist.assist.panel').show(vim.uri_to_bufnr(view.uri), { is_new = true })
    end
  elseif known and known.state == 'running' and known.task == params.task then
    -- There is nothing new to be shown but how far it is.
    known.headline, known.runId = params.message, params.runId
    tell(params.uri)
  end
end

---@param uri string
function M.forget(uri)
  if views[uri] then
    views[uri] = nil
    tell(uri)
  end
end

--- Contest mode: nothing that a model wrote stays in sight.
function M.forget_all()
  for uri in pairs(views) do
    M.forget(uri)
  end
end

--- A server is gone, and with it what could be put in: it can still be read and copied.
---@param client_id integer
function M.server_stopped(client_id)
  for uri, view in pairs(newest.of_client(client_id)) do
    view.version = -1
    view.stale = true
    view.lost = 'The language server that knew this has stopped: R asks again, y copies.'
    if view.state == 'running' then
      view.state, view.runId = 'failed', nil
      view.headline = 'The language server stopped meanwhile'
    end
    tell(uri)
  end
end

return M
