--- The newest view that the server has given of each document, of one kind of view.
local lsp = require('shortlist.lsp')
local wire = require('shortlist.wire')

local M = {}

---@class shortlist.Newest
---@field views table<string, table> by the URI of the document
---@field tell fun(uri: string) says that there is something else to be shown
---@field take fun(view: table) keeps a view, unless a newer one came before it
---@field of_client fun(client_id: integer): table<string, table> the views of a server, or of none any more

---@param event string the `User` event that follows each change, with `data = { uri = … }`
---@return shortlist.Newest
function M.create(event)
  local newest = { views = {} }

  function newest.tell(uri)
    vim.api.nvim_exec_autocmds('User', { pattern = event, modeline = false, data = { uri = uri } })
  end

  function newest.take(view)
    view = wire.without_nulls(view)
    local known = newest.views[view.uri]
    if not known or view.version >= known.version then
      newest.views[view.uri] = view
      newest.tell(view.uri)
    end
  end

  function newest.of_client(client_id)
    local found = {}
    for uri, view in pairs(newest.views) do
      local client = lsp.client(vim.uri_to_bufnr(uri))
      if not client or client.id == client_id then
        found[uri] = view
      end
    end
    return found
  end

  return newest
end

return M
