--- How the subcommands reach the server.
local lsp = require('shortlist.lsp')
local ui = require('shortlist.ui')

local M = {}

--- The buffer that commands act on: the one shown, or the program's when a view of it is shown.
---@return integer
function M.source_buffer()
  local panel = require('shortlist.panel').current()
  return panel and panel.source
    or require('shortlist.tests.panel').source()
    or require('shortlist.assist.panel').source()
    or vim.api.nvim_get_current_buf()
end

---@param bufnr integer
---@return vim.lsp.Client|nil
function M.client(bufnr)
  local client = lsp.client_when_started(bufnr)
  if not client then
    ui.say('no server is attached to this buffer: see :checkhealth shortlist', vim.log.levels.ERROR)
  end
  return client
end

---@param bufnr integer
---@return integer window showing the buffer
function M.window_of(bufnr)
  local window = vim.fn.bufwinid(bufnr)
  return window ~= -1 and window or vim.api.nvim_get_current_win()
end

---@param bufnr integer
---@param command string
---@param argument table|nil
---@param on_result fun(result: any)|nil
function M.execute(bufnr, command, argument, on_result)
  local client = M.client(bufnr)
  if not client then
    return
  end
  local params = { command = 'shortlist.server.' .. command, arguments = argument and { argument } or {} }
  lsp.request(client, 'workspace/executeCommand', params, function(err, result)
    if err then
      ui.complain(err)
    elseif on_result then
      on_result(result)
    end
  end, bufnr)
end

--- Finds the problem that is meant, the panel's or the one at the cursor, then calls `with`.
---@param bufnr integer
---@param with fun(client: vim.lsp.Client, problem_id: string)
function M.with_problem(bufnr, with)
  local client = M.client(bufnr)
  if not client then
    return
  end
  local panel = require('shortlist.panel').current()
  if panel then
    with(client, panel.problem_id)
    return
  end
  local params = lsp.position_params(client, M.window_of(bufnr))
  lsp.request(client, 'shortlist/parseProblem', params, function(err, result)
    if err then
      ui.complain(err)
    elseif not result or result.problem == vim.NIL or not result.problem then
      local issue = result and result.problems and result.problems[1]
      ui.say(
        issue and ('line %d: %s'):format(issue.range.start.line + 1, issue.message)
          or 'no problem statement at the cursor',
        vim.log.levels.WARN
      )
    else
      with(client, result.problem.digest)
    end
  end, bufnr)
end

return M
