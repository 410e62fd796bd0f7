--- The model that writes the programs. What the user chose with `:Shortlist model` is remembered in
--- a file of theirs, until their configuration names another model than it did at that time.
local config = require('shortlist.config')
local lsp = require('shortlist.lsp')

local M = {}

--- Longest wait for the list: the engine may have to start.
local LIST_WITHIN_MS = 5000
local LIST_KEEPS_MS = 30000

---@type { at: integer, items: table[] }|nil
local listed

---@return string
local function file()
  return vim.fs.joinpath(vim.fn.stdpath('state'), 'shortlist', 'model.json')
end

---@return string
local function configured()
  return vim.tbl_get(config.get().settings, 'engine', 'model') or ''
end

---@return string|nil
local function remembered()
  local read, lines = pcall(vim.fn.readfile, file())
  local decoded, choice = pcall(vim.json.decode, read and table.concat(lines, '\n') or '')
  local fits = decoded and type(choice) == 'table' and choice.configured == configured()
  return fits and type(choice.model) == 'string' and choice.model or nil
end

--- The name of the model in force; '' is the engine's own.
---@return string
function M.current()
  return remembered() or configured()
end

--- Puts the choice into settings that are about to be sent.
---@param settings table
function M.apply(settings)
  settings.engine = vim.tbl_extend('force', settings.engine or {}, { model = M.current() })
end

--- Files and folders by their whole path: the engine works in another directory.
---@param name string
---@return string
local function whole(name)
  if not name:match('^[~./]') and not name:lower():match('%.gguf$') or name:match('^%a+://') then
    return name
  end
  return (vim.fn.fnamemodify(vim.fn.expand(name), ':p'):gsub('(.)/$', '%1'))
end

---@param choice table
local function write(choice)
  local path = file()
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  vim.fn.writefile({ vim.json.encode(choice) }, path .. '.new')
  assert(vim.uv.fs_rename(path .. '.new', path))
end

--- Chooses a model for the user, and tells every running server; nil forgets the choice.
---@param name string|nil
---@return string|nil err why it could not be remembered; it is in force all the same
function M.choose(name)
  local model = name and whole(name) or configured()
  local kept, err = true, nil
  if name then
    kept, err = pcall(write, { model = model, configured = configured() })
  else
    vim.fn.delete(file())
  end
  for _, client in ipairs(vim.lsp.get_clients({ name = lsp.NAME })) do
    client.settings = client.settings or {}
    local settings = client.settings.shortlist or {}
    settings.engine = vim.tbl_extend('force', settings.engine or {}, { model = model })
    client.settings.shortlist = settings
    lsp.notify(client, 'workspace/didChangeConfiguration', { settings = client.settings })
  end
  return not kept and tostring(err) or nil
end

--- The models that the server knows of, asked for at most every half minute.
---@param client vim.lsp.Client
---@param bufnr integer
---@return table[] items, string|nil err
function M.list(client, bufnr)
  local now = vim.uv.now()
  if listed and now - listed.at < LIST_KEEPS_MS then
    return listed.items
  end
  local response, failure = lsp.request_sync(client, 'shortlist/models', vim.empty_dict(), LIST_WITHIN_MS, bufnr)
  if not response or response.err then
    return {}, response and response.err.message or failure
  end
  listed = { at = now, items = response.result.models }
  return listed.items
end

return M
