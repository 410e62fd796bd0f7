--- The client: how the server is started, and requests to it that work the same on 0.10 and newer.
local config = require('shortlist.config')

local M = {}

M.NAME = 'shortlist'

--- Partial results of our own requests, by token; all other progress goes on to Neovim's handler.
---@type table<string, fun(value: table)>
local partial_results = {}
local last_token = 0

--- A token under which the server sends partial results to `on_value`.
---@param on_value fun(value: table)
---@return string
function M.partial_result_token(on_value)
  last_token = last_token + 1
  local token = ('shortlist-partial-%d'):format(last_token)
  partial_results[token] = on_value
  return token
end

---@param token string
function M.forget_token(token)
  partial_results[token] = nil
end

local function on_progress(err, result, context, options)
  local on_value = result and partial_results[result.token]
  if on_value then
    on_value(result.value)
    return
  end
  vim.lsp.handlers['$/progress'](err, result, context, options)
end

--- Neovim prints the label of an edit and, on 0.12, what its annotations say on two lines, which
--- ends in a "Press ENTER" prompt.
local function on_apply_edit(err, params, context, options)
  params = vim.deepcopy(params)
  params.label = nil
  params.edit.changeAnnotations = nil
  for _, change in ipairs(params.edit.documentChanges or {}) do
    for _, edit in ipairs(change.edits or {}) do
      edit.annotationId = nil
    end
  end
  return vim.lsp.handlers['workspace/applyEdit'](err, params, context, options)
end

local function on_status(_, result)
  require('shortlist.status').set(result)
end

--- The server's command: the option, then `shortlist` on the PATH, then the module. Never a shell
--- string, so paths may hold spaces.
---@return string[]
function M.command()
  local cmd = config.get().cmd
  if cmd then
    return vim.tbl_map(vim.fn.expand, cmd)
  end
  if vim.fn.executable('shortlist') == 1 then
    return { 'shortlist', 'server' }
  end
  return { 'python3', '-m', 'shortlist_server' }
end

--- The table for `vim.lsp.config` (0.11 and newer) and `vim.lsp.start` (0.10).
---@return table
function M.client_config()
  local options = config.get()
  return {
    name = M.NAME,
    cmd = M.command(),
    filetypes = options.filetypes,
    root_markers = { '.git' },
    init_options = vim.tbl_extend('force', options.settings, {
      clientName = 'neovim',
      clientFeatures = { panel = true, contentScheme = false },
    }),
    settings = { shortlist = options.settings },
    -- When a server starts, since Neovim keeps this table from the first time on.
    before_init = function(params, client)
      local model = require('shortlist.model')
      model.apply(params.initializationOptions)
      model.apply(client.settings.shortlist)
    end,
    on_attach = function(_, bufnr)
      require('shortlist.completion').attach(bufnr)
    end,
    handlers = {
      ['$/progress'] = on_progress,
      ['workspace/applyEdit'] = on_apply_edit,
      ['shortlist/didChangeStatus'] = on_status,
    },
  }
end

--- Attaches the client to buffers of the configured file types, now and later.
function M.enable()
  local options = config.get()
  if not options.enable then
    return
  end
  if vim.lsp.config then
    vim.lsp.enable(M.NAME)
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('shortlist', {}),
    pattern = options.filetypes,
    callback = function(event)
      if vim.bo[event.buf].buftype == '' then
        local client = M.client_config()
        client.root_dir = vim.fs.root(event.buf, client.root_markers) or vim.fn.getcwd()
        vim.lsp.start(client, { bufnr = event.buf })
      end
    end,
  })
end

---@param bufnr integer
---@return vim.lsp.Client|nil
function M.client(bufnr)
  return vim.lsp.get_clients({ bufnr = bufnr, name = M.NAME })[1]
end

--- Waits for a server that was started a moment ago.
---@param bufnr integer
---@return vim.lsp.Client|nil
function M.client_when_started(bufnr)
  local longest_ms = 5000
  if not M.client(bufnr) and #vim.lsp.get_clients({ name = M.NAME, _uninitialized = true }) > 0 then
    vim.wait(longest_ms, function()
      return M.client(bufnr) ~= nil
    end, 20)
  end
  return M.client(bufnr)
end

--- `client:request` on 0.11 and newer, `client.request` on 0.10 (the old form warns on the new).
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param handler fun(err: table|nil, result: any)
---@param bufnr integer
---@return integer|nil request_id
function M.request(client, method, params, handler, bufnr)
  local sent, id
  if vim.fn.has('nvim-0.11') == 1 then
    sent, id = client:request(method, params, handler, bufnr)
  else
    sent, id = client.request(method, params, handler, bufnr)
  end
  return sent and id or nil
end

---@param client vim.lsp.Client
---@param method string
---@param params table
---@param timeout_ms integer
---@param bufnr integer
---@return { err: table|nil, result: any }|nil response, string|nil failure
function M.request_sync(client, method, params, timeout_ms, bufnr)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:request_sync(method, params, timeout_ms, bufnr)
  end
  return client.request_sync(method, params, timeout_ms, bufnr)
end

---@param client vim.lsp.Client
---@param method string
---@param params table
function M.notify(client, method, params)
  if vim.fn.has('nvim-0.11') == 1 then
    client:notify(method, params)
  else
    client.notify(method, params)
  end
end

---@param client vim.lsp.Client
---@param id integer
function M.cancel_request(client, id)
  if vim.fn.has('nvim-0.11') == 1 then
    client:cancel_request(id)
  else
    client.cancel_request(id)
  end
end

--- The document, its version and the cursor, as every request about a problem wants them.
---@param client vim.lsp.Client
---@param window integer
---@return table
function M.position_params(client, window)
  local params = vim.lsp.util.make_position_params(window, client.offset_encoding)
  local bufnr = vim.api.nvim_win_get_buf(window)
  params.textDocument.version = vim.lsp.util.buf_versions[bufnr] or 0
  return params
end

return M
