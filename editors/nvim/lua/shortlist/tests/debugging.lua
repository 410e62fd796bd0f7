--- The debugger of nvim-dap on one test: the program is built for it, and reads the test's input.
local wire = require('shortlist.wire')
local lsp = require('shortlist.lsp')
local ui = require('shortlist.ui')

local M = {}

--- What `:Shortlist` starts a program of Python with, so that it reads the input from a file in every
--- version of debugpy.
local PYTHON = table.concat({
  'import os, runpy, sys',
  'os.dup2(os.open(%s, os.O_RDONLY), 0)',
  'sys.argv = [%s]',
  'sys.path.insert(0, os.path.dirname(%s))',
  'runpy.run_path(%s, run_name="__main__")',
}, '\n')

--- A text as Python's source has it; JSON of Neovim 0.10 escapes slashes, which Python does not know.
---@param text string
---@return string
local function quoted(text)
  return '"' .. text:gsub('[\\"]', '\\%0'):gsub('\n', '\\n') .. '"'
end

---@param answer table of `shortlist/debugTest`
---@return table
local function python(answer)
  local program = quoted(answer.program)
  return {
    request = 'launch',
    code = PYTHON:format(quoted(answer.inputFile), program, program, program),
    console = 'internalConsole',
    justMyCode = true,
  }
end

--- How each adapter is told of a program and its input.
---@type { languages: string[], names: string[], configuration: fun(answer: table): table }[]
local ADAPTERS = {
  { languages = { 'python' }, names = { 'python', 'debugpy' }, configuration = python },
  {
    languages = { 'cpp', 'c', 'rust' },
    names = { 'codelldb' },
    configuration = function(answer)
      return { request = 'launch', program = answer.program, stdio = { answer.inputFile, vim.NIL, vim.NIL } }
    end,
  },
  {
    languages = { 'cpp', 'c', 'rust' },
    names = { 'cppdbg' },
    configuration = function(answer)
      return { request = 'launch', program = answer.program, args = { '<', answer.inputFile }, MIMode = 'gdb' }
    end,
  },
  {
    languages = { 'cpp', 'c', 'rust' },
    names = { 'lldb', 'lldb-dap' },
    configuration = function(answer)
      return { request = 'launch', program = answer.program, stdio = { answer.inputFile } }
    end,
  },
}

--- The adapter that the user has for a language.
---@param adapters table of nvim-dap
---@param answer table
---@return table|nil configuration, string[] names of those that would do
local function configuration_for(adapters, answer)
  local wanted = {}
  for _, adapter in ipairs(ADAPTERS) do
    if vim.tbl_contains(adapter.languages, answer.language) then
      for _, name in ipairs(adapter.names) do
        if adapters[name] then
          return vim.tbl_extend('force', adapter.configuration(answer), {
            type = name,
            name = 'Shortlist',
            cwd = answer.cwd,
          }),
            wanted
        end
        table.insert(wanted, name)
      end
    end
  end
  return nil, wanted
end

--- Builds the program where it has to be, then calls `with`.
---@param answer table
---@param with fun()
local function build(answer, with)
  if not answer.build then
    with()
    return
  end
  ui.say('building with debug information …')
  local started, why = pcall(
    vim.system,
    answer.build.command,
    { text = true, cwd = answer.cwd },
    vim.schedule_wrap(function(result)
      if result.code == 0 then
        with()
      else
        ui.say('it does not compile:\n' .. vim.trim(result.stderr), vim.log.levels.ERROR)
      end
    end)
  )
  if not started then
    ui.say('cannot build: ' .. tostring(why), vim.log.levels.ERROR)
  end
end

--- Debugs the program of a buffer on a test.
---@param client vim.lsp.Client
---@param source integer
---@param test shortlist.Test
function M.start(client, source, test)
  local has_dap, dap = pcall(require, 'dap')
  if not has_dap then
    ui.say('debugging needs nvim-dap: see :help shortlist-debug', vim.log.levels.ERROR)
    return
  end
  local params = { uri = vim.uri_from_bufnr(source), id = test.id }
  lsp.request(client, 'shortlist/debugTest', params, function(err, result)
    if err then
      ui.complain(err)
      return
    end
    local answer = wire.without_nulls(result)
    local configuration, wanted = configuration_for(dap.adapters, answer)
    if not configuration then
      local names = #wanted > 0 and ('configure one of: %s'):format(table.concat(wanted, ', '))
        or ('nvim-dap has none for %s here'):format(answer.language)
      ui.say(('no debug adapter: %s (:help shortlist-debug)'):format(names), vim.log.levels.ERROR)
      return
    end
    build(answer, function()
      -- Breakpoints belong to the window of the program.
      local window = vim.fn.bufwinid(source)
      if window ~= -1 then
        vim.api.nvim_set_current_win(window)
      end
      dap.run(configuration)
    end)
  end, source)
end

return M
