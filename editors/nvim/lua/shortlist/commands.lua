--- The subcommands of `:Shortlist`. Each is a function of its arguments; `dispatch` runs one by
--- name, which is what the <Plug> maps and the panel's keys do too.
local config = require('shortlist.config')
local lsp = require('shortlist.lsp')

local M = {}

--- The last solve of each buffer, while it runs: what `cancel` ends.
---@type table<integer, { client: vim.lsp.Client, request: integer }>
local running = {}

---@param message string
---@param level? integer
local function say(message, level)
  vim.notify('Shortlist: ' .. message, level or vim.log.levels.INFO)
end

--- The buffer that commands act on: the one shown, or the problem's when the panel is shown.
---@return integer
local function source_buffer()
  local panel = require('shortlist.panel').current()
  return panel and panel.source or vim.api.nvim_get_current_buf()
end

---@param bufnr integer
---@return vim.lsp.Client|nil
local function client_or_complain(bufnr)
  local client = lsp.client_when_started(bufnr)
  if not client then
    say('no server is attached to this buffer: see :checkhealth shortlist', vim.log.levels.ERROR)
  end
  return client
end

---@param err table
local function complain(err)
  local cancelled = -32800
  if err.code ~= cancelled then
    say(err.message, vim.log.levels.ERROR)
  end
end

---@param bufnr integer
---@return integer window showing the buffer
local function window_of(bufnr)
  local window = vim.fn.bufwinid(bufnr)
  return window ~= -1 and window or vim.api.nvim_get_current_win()
end

---@param bufnr integer
---@param command string
---@param argument table|nil
---@param on_result fun(result: any)|nil
local function execute(bufnr, command, argument, on_result)
  local client = client_or_complain(bufnr)
  if not client then
    return
  end
  local params = { command = 'shortlist.server.' .. command, arguments = argument and { argument } or {} }
  lsp.request(client, 'workspace/executeCommand', params, function(err, result)
    if err then
      complain(err)
    elseif on_result then
      on_result(result)
    end
  end, bufnr)
end

--- Asks which problem the cursor is on, then calls `with` with it.
---@param bufnr integer
---@param with fun(client: vim.lsp.Client, problem: table)
local function with_problem(bufnr, with)
  local client = client_or_complain(bufnr)
  if not client then
    return
  end
  local params = lsp.position_params(client, window_of(bufnr))
  lsp.request(client, 'shortlist/parseProblem', params, function(err, result)
    if err then
      complain(err)
    elseif not result or result.problem == vim.NIL or not result.problem then
      local issue = result and result.problems and result.problems[1]
      say(
        issue and ('line %d: %s'):format(issue.range.start.line + 1, issue.message)
          or 'no problem statement at the cursor',
        vim.log.levels.WARN
      )
    else
      with(client, result.problem)
    end
  end, bufnr)
end

local subcommands = {}

local languages = { 'python', 'cpp', 'java', 'javascript', 'go', 'rust', 'c' }

--- Solves the problem at the cursor; solutions appear in the panel as they are verified.
--- Arguments: `samples=N`, `seconds=S`, `language=NAME`, one of `languages`.
subcommands.solve = {
  complete = vim.list_extend(
    { 'samples=', 'seconds=' },
    vim.tbl_map(function(name)
      return 'language=' .. name
    end, languages)
  ),
  run = function(arguments)
    local options = {}
    for _, argument in ipairs(arguments) do
      local key, value = argument:match('^(%w+)=(.+)$')
      if key == 'language' then
        options.language = value
      elseif (key == 'samples' or key == 'seconds') and tonumber(value) then
        options.budget = options.budget or {}
        options.budget[key] = tonumber(value)
      else
        say(
          ('cannot read `%s`: use samples=N, seconds=S or language=%s'):format(argument, table.concat(languages, '|')),
          vim.log.levels.ERROR
        )
        return
      end
    end
    local bufnr = source_buffer()
    local panel = require('shortlist.panel')
    with_problem(bufnr, function(client, problem)
      local params = vim.tbl_extend('force', lsp.position_params(client, window_of(bufnr)), options)
      params.problemId = problem.digest
      local opened = false
      local silence = require('shortlist.status').follow()
      local function refresh()
        silence()
        panel.refresh(client, bufnr, problem.digest, { open = not opened })
        opened = true
      end
      local token = lsp.partial_result_token(refresh)
      params.partialResultToken = token
      local request
      request = lsp.request(client, 'shortlist/solve', params, function(err, result)
        lsp.forget_token(token)
        silence()
        if running[bufnr] and running[bufnr].request == request then
          running[bufnr] = nil
        end
        if err then
          complain(err)
        elseif result and result.message then
          local doubtful = result.confidence and result.confidence.level == 'low'
          say(result.message, doubtful and vim.log.levels.WARN or nil)
        end
        if opened or (result and #result.items > 0) then
          refresh()
        end
      end, bufnr)
      if request then
        running[bufnr] = { client = client, request = request }
      else
        silence()
      end
    end)
  end,
}

--- Cancels the solve of this buffer; what was verified stays in the panel.
subcommands.cancel = {
  run = function()
    local bufnr = source_buffer()
    local solve = running[bufnr]
    if solve then
      running[bufnr] = nil
      lsp.cancel_request(solve.client, solve.request)
    else
      execute(bufnr, 'cancel', { uri = vim.uri_from_bufnr(bufnr) })
    end
  end,
}

--- Shows the solutions found for the problem at the cursor.
subcommands.panel = {
  run = function()
    local bufnr = source_buffer()
    with_problem(bufnr, function(client, problem)
      require('shortlist.panel').refresh(client, bufnr, problem.digest, { open = true })
    end)
  end,
}

--- Inserts the solution under the panel's cursor below the problem comment.
subcommands.accept = {
  run = function()
    local panels = require('shortlist.panel')
    local panel = panels.current()
    if not panel then
      say('put the cursor on a solution in the panel first (:Shortlist panel)', vim.log.levels.WARN)
      return
    end
    local id = panels.solution_at(panel, vim.api.nvim_win_get_cursor(0)[1] - 1)
    if not id then
      say('there is no solution to insert yet', vim.log.levels.WARN)
      return
    end
    local argument = {
      uri = vim.uri_from_bufnr(panel.source),
      problemId = panel.problem_id,
      solutionId = id,
    }
    execute(panel.source, 'accept', argument, function(result)
      if result.cancelled then
        return
      elseif not result.applied and result.text then
        vim.cmd('botright new')
        vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(result.text, '\n'))
        vim.bo.filetype = result.language or ''
      elseif not result.applied then
        say(result.failureReason or 'the program was not inserted', vim.log.levels.ERROR)
      elseif config.get().accept_moves_cursor and vim.fn.bufwinid(panel.source) ~= -1 then
        vim.api.nvim_set_current_win(vim.fn.bufwinid(panel.source))
      end
    end)
  end,
}

for name, step in pairs({ next = 1, previous = -1 }) do
  --- Moves to the next or previous solution in the panel.
  subcommands[name] = {
    run = function()
      local panels = require('shortlist.panel')
      local panel = panels.current()
      if panel then
        panels.jump(panel, step)
      end
    end,
  }
end

--- Runs your own program below the comment on the examples.
subcommands.run = {
  run = function()
    local bufnr = source_buffer()
    with_problem(bufnr, function(client, problem)
      local params = { textDocument = { uri = vim.uri_from_bufnr(bufnr) }, problemId = problem.digest }
      lsp.request(client, 'shortlist/run', params, function(err, result)
        if err then
          complain(err)
        else
          require('shortlist.verdicts').show(result)
        end
      end, bufnr)
    end)
  end,
}

--- Turns contest mode on or off: no AI surface, running your own program stays.
subcommands.pause = {
  run = function()
    execute(source_buffer(), 'pause', nil, function(result)
      say(result.contestMode and 'contest mode is on' or 'contest mode is off')
    end)
  end,
}

--- Chooses the model that writes the programs, and remembers it; alone it shows those there are.
--- `-` goes back to the one of the configuration.
subcommands.model = {
  complete = function(lead)
    if lead:match('^[~./]') then
      return vim.tbl_map(vim.fn.fnameescape, vim.fn.getcompletion(lead, 'file'))
    end
    local bufnr = source_buffer()
    local client = lsp.client_when_started(bufnr)
    local items = {}
    if client then
      -- `auto` as the only name would be put into the command line.
      items = require('shortlist.model').list_in_time(client, bufnr)
      if not items then
        return {}
      end
    end
    local names = vim.tbl_map(function(item)
      return item.name
    end, items)
    return vim.list_extend(names, { 'auto' })
  end,
  run = function(arguments)
    local model = require('shortlist.model')
    local function choose(name)
      local err = model.choose(name ~= '-' and name or nil)
      if err then
        say('the choice holds for now, but it cannot be remembered: ' .. err, vim.log.levels.ERROR)
      else
        local now = model.current()
        say('the next solve takes ' .. (now ~= '' and now or "the engine's own model"))
      end
    end
    if #arguments > 0 then
      choose(table.concat(arguments, ' '))
      return
    end
    local bufnr = source_buffer()
    local client = client_or_complain(bufnr)
    if not client then
      return
    end
    model.list(client, bufnr, function(items, err)
      if not items then
        say(err or 'no list of models came', vim.log.levels.ERROR)
        return
      end
      local now = model.current() ~= '' and model.current() or "the engine's own"
      vim.ui.select(items, {
        prompt = ('Model (now %s):'):format(now),
        format_item = function(item)
          return item.name .. '  ' .. item.detail
        end,
      }, function(item)
        if item then
          choose(item.name)
        end
      end)
    end)
  end,
}

subcommands.health = {
  run = function()
    vim.cmd.checkhealth('shortlist')
  end,
}

--- Opens the log of Neovim's language client, where the server's messages go too.
subcommands.log = {
  run = function()
    vim.cmd.tabnew(vim.lsp.get_log_path and vim.lsp.get_log_path() or vim.lsp.log.get_filename())
  end,
}

--- Stops the server and starts it again.
subcommands.restart = {
  run = function()
    local bufnr = source_buffer()
    local client = client_or_complain(bufnr)
    if not client then
      return
    end
    local attached = vim.tbl_keys(client.attached_buffers)
    if vim.fn.has('nvim-0.11') == 1 then
      client:stop()
    else
      client.stop()
    end
    vim.wait(5000, function()
      return vim.lsp.get_client_by_id(client.id) == nil
    end, 20)
    for _, buffer in ipairs(attached) do
      vim.api.nvim_exec_autocmds('FileType', { buffer = buffer, modeline = false })
    end
  end,
}

---@return string[]
function M.names()
  local names = vim.tbl_keys(subcommands)
  table.sort(names)
  return names
end

---@param name string
---@param arguments string[]
function M.dispatch(name, arguments)
  local subcommand = subcommands[name]
  if not subcommand then
    say(('no subcommand `%s`; there are: %s'):format(name, table.concat(M.names(), ', ')), vim.log.levels.ERROR)
    return
  end
  subcommand.run(arguments)
end

--- `:Shortlist` alone solves.
---@param args { fargs: string[] }
function M.run(args)
  local arguments = vim.deepcopy(args.fargs)
  M.dispatch(table.remove(arguments, 1) or 'solve', arguments)
end

---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local name = line:match('^%S*%s+(%S+)%s')
  local choices = name and (subcommands[name] or {}).complete or M.names()
  if type(choices) == 'function' then
    choices = choices(lead)
  end
  return vim.tbl_filter(function(choice)
    return vim.startswith(choice, lead)
  end, choices or {})
end

return M
