--- What a model may be asked about a document (`shortlist/assistTargets`): the languages to
--- translate to, the user's prompts, or why no model may help.
local lsp = require('shortlist.lsp')
local wire = require('shortlist.wire')

local M = {}

--- Completion waits as long as is not felt; what comes later is there at the next key.
local WITHIN_MS, KEEPS_MS = 300, 10000

---@class shortlist.AssistTargets
---@field languages { name: string, title: string }[]
---@field prompts string[]
---@field promptsFolder string
---@field refused string|nil

---@type table<string, { at: integer, targets: shortlist.AssistTargets }>
local known = {}
--- Documents that an answer is awaited for.
---@type table<string, true>
local asking = {}

--- Asks what there is now.
---@param client vim.lsp.Client
---@param source integer
---@param position table|nil
---@param on_targets fun(err: table|nil, targets: shortlist.AssistTargets|nil)
function M.ask(client, source, position, on_targets)
  local uri = vim.uri_from_bufnr(source)
  asking[uri] = true
  local sent = lsp.request(client, 'shortlist/assistTargets', { uri = uri, position = position }, function(err, targets)
    asking[uri] = nil
    if not err then
      targets = wire.without_nulls(targets)
      known[uri] = { at = vim.uv.now(), targets = targets }
    end
    on_targets(err, targets)
  end, source)
  if not sent then
    asking[uri] = nil
  end
end

--- The same for completion, which cannot wait long: nil where they are not there yet.
---@param client vim.lsp.Client
---@param source integer
---@return shortlist.AssistTargets|nil
function M.in_time(client, source)
  local uri = vim.uri_from_bufnr(source)
  local function fresh()
    local found = known[uri]
    return found and vim.uv.now() - found.at < KEEPS_MS and found.targets or nil
  end
  if not fresh() then
    if not asking[uri] then
      M.ask(client, source, nil, function() end)
    end
    vim.wait(WITHIN_MS, function()
      return not asking[uri]
    end, 5)
  end
  return fresh()
end

--- A server is gone: what it was asked will not be answered.
function M.server_stopped()
  asking = {}
end

return M
