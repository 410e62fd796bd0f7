--- `:Shortlist solve` and `cancel`, and running one's own program.
local calls = require('shortlist.commands.calls')
local languages = require('shortlist.languages')
local lsp = require('shortlist.lsp')
local progress = require('shortlist.progress')
local solutions = require('shortlist.solutions')
local ui = require('shortlist.ui')

local M = {}

---@type table<string, shortlist.Subcommand>
M.subcommands = {}

--- The last solve of each buffer, while it runs: what `cancel` ends.
---@type table<integer, { client: vim.lsp.Client, request: integer }>
local running = {}

local NUMBERS = { 'samples', 'seconds', 'count', 'seed' }

---@param arguments string[]
---@return table|nil options of the request; nil where an argument cannot be read, which is said
local function read(arguments)
  local options = {}
  for _, argument in ipairs(arguments) do
    local key, value = argument:match('^(%w+)=(.+)$')
    if key == 'language' then
      options.language = value
    elseif (key == 'samples' or key == 'seconds') and tonumber(value) then
      options.budget = options.budget or {}
      options.budget[key] = tonumber(value)
    elseif (key == 'count' or key == 'seed') and tonumber(value) then
      options[key] = tonumber(value)
    else
      local numbers = table.concat(NUMBERS, '=N, ') .. '=N'
      ui.say(
        ('cannot read `%s`: use %s or language=%s'):format(argument, numbers, table.concat(languages.names(), '|')),
        vim.log.levels.ERROR
      )
      return nil
    end
  end
  return options
end

--- Solves the problem at the cursor; solutions appear in the panel as they are verified.
M.subcommands.solve = {
  complete = function()
    local choices = vim.tbl_map(function(name)
      return name .. '='
    end, NUMBERS)
    for _, name in ipairs(languages.names()) do
      table.insert(choices, 'language=' .. name)
    end
    return choices
  end,
  run = function(arguments)
    local options = read(arguments)
    if not options then
      return
    end
    local bufnr = calls.source_buffer()
    calls.with_problem(bufnr, function(client, problem_id)
      local params = vim.tbl_extend('force', lsp.position_params(client, calls.window_of(bufnr)), options)
      params.textDocument = { uri = vim.uri_from_bufnr(bufnr) }
      params.problemId = problem_id
      if require('shortlist.panel').current() then
        params.position = nil
      end
      local request
      request = lsp.request(client, 'shortlist/solve', params, function(err)
        if running[bufnr] and running[bufnr].request == request then
          running[bufnr] = nil
        end
        if err then
          ui.complain(err)
        end
        solutions.refresh(client, problem_id)
      end, bufnr)
      if request then
        running[bufnr] = { client = client, request = request }
      end
    end)
  end,
}

--- Cancels what goes on for this buffer; what was found and judged stays.
M.subcommands.cancel = {
  run = function()
    local bufnr = calls.source_buffer()
    local solve = running[bufnr]
    local found = require('shortlist.jobs').cancel(bufnr)
    if solve then
      running[bufnr] = nil
      lsp.cancel_request(solve.client, solve.request)
    elseif not found then
      calls.execute(bufnr, 'cancel', { uri = vim.uri_from_bufnr(bufnr) })
    end
  end,
}

--- Runs a program of the panel on the examples.
---@param panel shortlist.Panel
---@param block shortlist.Block|nil
function M.run_solution(panel, block)
  local client = calls.client(panel.source)
  if not client then
    return
  end
  local id = 'run:' .. panel.problem_id
  local params = {
    textDocument = { uri = vim.uri_from_bufnr(panel.source) },
    problemId = panel.problem_id,
    solutionId = block and block.id,
  }
  local what = block and block.name or 'your program'
  progress.report(id, { bufnr = panel.source, text = ('running %s on the examples'):format(what), percent = 0 })
  lsp.request(client, 'shortlist/run', params, function(err, result)
    progress.finish(id)
    if err then
      ui.complain(err)
    else
      require('shortlist.verdicts').show(result, what)
    end
  end, panel.source)
end

return M
