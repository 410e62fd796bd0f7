--- The model that writes the programs. What the user chose with `:Shortlist model` is remembered in
--- a file of theirs, until their configuration names another model than it did at that time.
local config = require('shortlist.config')
local lsp = require('shortlist.lsp')

local M = {}

--- Longest wait of completion for the list: the engine may have to start.
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

--- Asks for the models that the server knows of, at most every half minute.
---@param client vim.lsp.Client
---@param bufnr integer
---@param on_items fun(items: table[]|nil, err: string|nil)
function M.list(client, bufnr, on_items)
  local now = vim.uv.now()
  if listed and now - listed.at < LIST_KEEPS_MS then
    on_items(listed.items)
    return
  end
  lsp.request(client, 'shortlist/models', vim.empty_dict(), function(err, result)
    if err then
      on_items(nil, err.message)
      return
    end
    listed = { at = now, items = result.models }
    on_items(listed.items)
  end, bufnr)
end

--- The same for completion, which has to wait: nil where they do not come in time.
---@param client vim.lsp.Client
---@param bufnr integer
---@return table[]|nil
function M.list_in_time(client, bufnr)
  local came, items = false, nil
  M.list(client, bufnr, function(found)
    came, items = true, found
  end)
  vim.wait(LIST_WITHIN_MS, function()
    return came
  end, 20)
  return items
end

return M
