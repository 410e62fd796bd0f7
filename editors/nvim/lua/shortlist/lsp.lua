--- The client: how the server is started, and requests to it that work the same on 0.10 and newer.
local config = require('shortlist.config')

local M = {}

M.NAME = 'shortlist'

local LONGEST_START_MS, LONGEST_QUIET_START_MS = 10000, 60000
--- A start that takes longer is said; one that left no client behind for as long has failed.
local SAID_AFTER_MS, GIVEN_UP_AFTER_MS, STARTED_WITHIN_MS = 500, 5000, 1000

--- Clients that the user stops, whose end is no failure.
---@type table<integer, true>
local stopping = {}

local function on_status(_, result, context)
  require('shortlist.status').set(result)
  if result.contestMode or result.state == 'paused' then
    require('shortlist.assist.views').forget_all()
  end
  local client = vim.lsp.get_client_by_id(context.client_id)
  if client then
    require('shortlist.solutions').reconcile(client, result)
  end
end

local function on_solutions(...)
  require('shortlist.solutions').on_change(...)
end

local function on_tests(...)
  require('shortlist.tests.views').on_change(...)
end

local function on_assist(...)
  require('shortlist.assist.views').on_assist(...)
end

local function on_group(...)
  require('shortlist.practice.judging').on_group(...)
end

local function on_show_document(...)
  return require('shortlist.opening').on_show_document(...)
end

local function on_apply_edit(...)
  return require('shortlist.inserting').on_apply_edit(...)
end

--- A message of the server in one line, without the name of the client twice.
local function on_message(_, params)
  local level = ({ vim.log.levels.ERROR, vim.log.levels.WARN })[params.type] or vim.log.levels.INFO
  require('shortlist.ui').say(params.message, level)
end

--- When servers ended by themselves: one that keeps ending is not started for ever.
---@type integer[]
local ends = {}
local MOST_ENDS, WITHIN_MS = 3, 180000

---@return boolean
local function may_start_again()
  local now = vim.uv.now()
  ends = vim.tbl_filter(function(at)
    return now - at < WITHIN_MS
  end, ends)
  table.insert(ends, now)
  return #ends <= MOST_ENDS
end

--- Starts a server in the place of one, which 0.10 would still hand out for a moment.
---@param client_id integer
local function attach_after(client_id)
  if vim.lsp.get_client_by_id(client_id) then
    vim.defer_fn(function()
      attach_after(client_id)
    end, 50)
  else
    M.attach()
  end
end

local function on_exit(_, _, client_id)
  local expected = stopping[client_id] ~= nil
  stopping[client_id] = nil
  if vim.v.exiting ~= vim.NIL then
    return
  end
  vim.schedule(function()
    require('shortlist.status').set(nil)
    require('shortlist.solutions').server_stopped(expected)
    require('shortlist.jobs').server_stopped(client_id)
    require('shortlist.tests.views').server_stopped(client_id)
    require('shortlist.assist.targets').server_stopped()
    require('shortlist.assist.views').server_stopped(client_id)
    if not expected and may_start_again() then
      attach_after(client_id)
    end
  end)
end

--- Where `make install` puts the program, which not every PATH has.
local INSTALLED = '~/.local/bin/shortlist'

--- The server's command: the option, then `shortlist` on the PATH, then where it is installed, then
--- the module. Never a shell string, so paths may hold spaces.
---@return string[]
function M.command()
  local cmd = config.get().cmd
  if cmd then
    return vim.tbl_map(vim.fn.expand, cmd)
  end
  for _, program in ipairs({ 'shortlist', vim.fn.expand(INSTALLED) }) do
    if vim.fn.executable(program) == 1 then
      return { program, 'server' }
    end
  end
  return { 'python3', '-m', 'shortlist_server' }
end

local ROOT_MARKERS = { '.git' }

--- The folder that new files go to: that of the project, or the one that Neovim works in.
---@param bufnr integer
---@return string
local function root_of(bufnr)
  local known = vim.lsp.config and vim.lsp.config[M.NAME]
  local is_file = vim.bo[bufnr].buftype == '' and vim.api.nvim_buf_get_name(bufnr) ~= ''
  local markers = known and known.root_markers or ROOT_MARKERS
  return vim.fs.root(is_file and bufnr or vim.fn.getcwd(), markers) or vim.fn.getcwd()
end

--- The table for `vim.lsp.config` (0.11 and newer) and `vim.lsp.start` (0.10).
---@return table
function M.client_config()
  local options = config.get()
  return {
    name = M.NAME,
    cmd = M.command(),
    filetypes = options.filetypes,
    root_markers = ROOT_MARKERS,
    root_dir = function(bufnr, on_dir)
      on_dir(root_of(bufnr))
    end,
    init_options = vim.tbl_extend('force', config.server_settings(), {
      clientName = 'neovim',
      clientFeatures = { panel = true, solutionsView = true, testsView = true, assistView = true },
    }),
    settings = { shortlist = config.server_settings() },
    -- When a server starts, since Neovim keeps this table from the first time on.
    before_init = function(params, client)
      local model = require('shortlist.model')
      model.apply(params.initializationOptions)
      model.apply(client.settings.shortlist)
    end,
    on_attach = function(client, bufnr)
      require('shortlist.completion').attach(bufnr)
      -- They listen from now on: a solve may be started by a code action.
      require('shortlist.panel')
      require('shortlist.progress')
      require('shortlist.tests.panel')
      require('shortlist.assist.panel')
      require('shortlist.assist.running')
      require('shortlist.solutions').server_started(client)
    end,
    on_exit = on_exit,
    -- What the server's actions and lenses call where a client has a panel.
    commands = {
      ['shortlist.showSolutions'] = function(command, context)
        local argument = command.arguments[1]
        local client = vim.lsp.get_client_by_id(context.client_id)
        if client then
          require('shortlist.panel').ask_and_show(client, argument.problemId, vim.uri_to_bufnr(argument.uri))
        end
      end,
    },
    handlers = {
      ['workspace/applyEdit'] = on_apply_edit,
      ['window/showMessage'] = on_message,
      ['shortlist/didChangeStatus'] = on_status,
      ['shortlist/didChangeSolutions'] = on_solutions,
      ['shortlist/didChangeTests'] = on_tests,
      ['shortlist/didJudgeGroup'] = on_group,
      ['shortlist/didAssist'] = on_assist,
      ['window/showDocument'] = on_show_document,
    },
  }
end

--- Attaches the client to buffers of the configured file types, now and later.
function M.enable()
  local options = config.get()
  if not options.enable then
    return
  end
  require('shortlist.companion').enable()
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
        client.root_dir = root_of(event.buf)
        vim.lsp.start(client, { bufnr = event.buf })
      end
    end,
  })
end

--- Starts a server for buffers that one belongs to, by the same event that did so at first.
---@param buffers? integer[] by default every loaded one of the configured file types
function M.attach(buffers)
  local filetypes = config.get().filetypes
  buffers = buffers
    or vim.tbl_filter(function(buffer)
      local is_file = vim.api.nvim_buf_is_loaded(buffer) and vim.bo[buffer].buftype == ''
      return is_file and vim.tbl_contains(filetypes, vim.bo[buffer].filetype)
    end, vim.api.nvim_list_bufs())
  for _, buffer in ipairs(buffers) do
    if vim.api.nvim_buf_is_valid(buffer) then
      vim.api.nvim_exec_autocmds('FileType', { buffer = buffer, modeline = false })
    end
  end
end

---@param bufnr integer
---@return vim.lsp.Client|nil
function M.client(bufnr)
  return vim.lsp.get_clients({ bufnr = bufnr, name = M.NAME })[1]
end

--- Whether a server is on its way.
---@return boolean
local function is_starting()
  return vim.iter(vim.lsp.get_clients({ name = M.NAME, _uninitialized = true })):any(function(client)
    return not client.initialized
  end)
end

--- Waits for a server that was started a moment ago.
---@param bufnr integer
---@return vim.lsp.Client|nil
function M.client_when_started(bufnr)
  local is_ours = vim.api.nvim_buf_is_valid(bufnr)
    and vim.bo[bufnr].buftype == ''
    and vim.tbl_contains(config.get().filetypes, vim.bo[bufnr].filetype)
  if not M.client(bufnr) and is_ours then
    local began = vim.uv.now()
    vim.wait(LONGEST_START_MS, function()
      -- It is started a moment after the file was opened.
      return M.client(bufnr) ~= nil or not is_starting() and vim.uv.now() - began > STARTED_WITHIN_MS
    end, 20)
  end
  return M.client(bufnr)
end

--- Starts a server that belongs to no buffer yet, for what needs none.
local function start_alone()
  if vim.lsp.config then
    local client = vim.deepcopy(vim.lsp.config[M.NAME] or M.client_config())
    client.root_dir = root_of(0)
    vim.lsp.start(client, { attach = false })
  else
    local client = M.client_config()
    client.root_dir = root_of(0)
    vim.lsp.start_client(client)
  end
end

--- Finds a server, this buffer's or any, and starts one where none runs; nil where none comes. It
--- does not block: a server takes seconds to start on a busy machine.
---@param bufnr integer
---@param on_client fun(client: vim.lsp.Client|nil)
---@param quiet? boolean the user did not ask for it
function M.with_any_client(bufnr, on_client, quiet)
  local function found()
    local own = vim.api.nvim_buf_is_valid(bufnr) and M.client(bufnr)
    return own or vim.lsp.get_clients({ name = M.NAME })[1]
  end
  if found() then
    on_client(found())
    return
  end
  if not is_starting() then
    start_alone()
  end
  local began, is_said = vim.uv.now(), false
  local function look()
    local waited = vim.uv.now() - began
    local longest = is_starting() and LONGEST_QUIET_START_MS or GIVEN_UP_AFTER_MS
    if found() or waited > longest then
      on_client(found())
      return
    end
    if not is_said and not quiet and waited > SAID_AFTER_MS then
      is_said = true
      require('shortlist.ui').say('starting the server …')
    end
    vim.defer_fn(look, 30)
  end
  vim.defer_fn(look, 30)
end

--- `client:request` on 0.11 and newer, `client.request` on 0.10 (the old form warns on the new).
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param handler fun(err: table|nil, result: any)
---@param bufnr? integer whose changes the server must have seen
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

--- The same, waiting for the answer: nil where none came in time.
---@param client vim.lsp.Client
---@param method string
---@param params table
---@param longest_ms integer
---@param bufnr? integer
---@return { err: table|nil, result: any }|nil
function M.request_sync(client, method, params, longest_ms, bufnr)
  local answer
  M.request(client, method, params, function(err, result)
    answer = { err = err, result = result }
  end, bufnr)
  vim.wait(longest_ms, function()
    return answer ~= nil
  end, 5)
  return answer
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

--- Stops a client, and waits until it is gone.
---@param client vim.lsp.Client
---@return integer[] buffers that it was attached to
function M.stop(client)
  local longest_ms = 5000
  local attached = vim.tbl_keys(client.attached_buffers)
  stopping[client.id] = true
  if vim.fn.has('nvim-0.11') == 1 then
    client:stop()
  else
    client.stop()
  end
  vim.wait(longest_ms, function()
    return vim.lsp.get_client_by_id(client.id) == nil
  end, 20)
  return attached
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
