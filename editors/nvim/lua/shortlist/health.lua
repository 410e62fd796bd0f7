--- `:checkhealth shortlist`: each part that a solve needs, and under each that fails, what mends it.
--- The engine's side is asked of `shortlist doctor`.
local config = require('shortlist.config')
local lsp = require('shortlist.lsp')

local M = {}

local SERVER_MS, DOCTOR_MS = 10000, 60000
local OLDEST_PYTHON = { 3, 10 }

local INSTALL = {
  'In a checkout of the project: `make install`, or `pip install -e .` in an environment of your own.',
  'From a wheel, as `make wheel` writes it to dist/: `sh scripts/install.sh WHEEL`.',
  "Installed elsewhere: `vim.g.shortlist = { cmd = { '/path/to/.venv/bin/shortlist', 'server' } }`.",
}

---@param command string[]
---@param timeout_ms integer
---@return { code: integer, stdout: string, stderr: string }
local function run(command, timeout_ms)
  local started, process = pcall(vim.system, command, { text = true, timeout = timeout_ms })
  if not started then
    return { code = -1, stdout = '', stderr = tostring(process) }
  end
  local result = process:wait()
  return { code = result.code, stdout = vim.trim(result.stdout or ''), stderr = vim.trim(result.stderr or '') }
end

local function check_neovim()
  if vim.fn.has('nvim-0.10') == 1 then
    vim.health.ok('Neovim ' .. tostring(vim.version()))
  else
    vim.health.error('Neovim is too old', { 'Install Neovim 0.10 or newer.' })
  end
end

local function check_options()
  local problems = config.problems()
  for _, problem in ipairs(problems) do
    vim.health.warn(problem, { 'Correct it in `vim.g.shortlist` or `setup()`: see :help shortlist-options.' })
  end
  if #problems == 0 then
    vim.health.ok('options are valid')
  end
end

local function check_model()
  local model = require('shortlist.model').current()
  vim.health.info('model: ' .. (model ~= '' and model or "the engine's own") .. ' (:Shortlist model)')
end

--- Which Python a command is, where it is one.
---@param program string
---@return integer[]|nil version
local function python_version(program)
  if not vim.fs.basename(program):match('^python') then
    return nil
  end
  local major, minor = run({ program, '--version' }, SERVER_MS).stdout:match('Python (%d+)%.(%d+)')
  return major and { tonumber(major), tonumber(minor) } or nil
end

--- Why a command that exists does not start a server, and what to do.
---@param command string[]
---@param result { code: integer, stdout: string, stderr: string }
local function explain(command, result)
  local lines = vim.split(result.stderr, '\n')
  local last = lines[#lines] ~= '' and lines[#lines] or ('it ended with code %d'):format(result.code)
  local words = table.concat(command, ' ')
  local python = python_version(command[1])
  if python and vim.version.lt(python, OLDEST_PYTHON) then
    vim.health.error(('server: `%s` is Python %d.%d, which is too old'):format(command[1], python[1], python[2]), {
      'Install Python 3.10 or newer, and Shortlist for it.',
      INSTALL[3],
    })
  elseif result.stderr:find("No module named '?shortlist_server") then
    vim.health.error(('server: `%s` does not have Shortlist'):format(command[1]), INSTALL)
  elseif result.stderr:find('No module named') then
    vim.health.error(('server: something it needs is missing: %s'):format(last), {
      'Install it again with what it needs, in a checkout: `make install`.',
    })
  elseif result.code == 124 then
    vim.health.error(('server: `%s` does not answer'):format(words), { 'Try it in a terminal.' })
  else
    vim.health.error(
      ('server: `%s` does not start: %s'):format(words, last),
      vim.list_extend({
        ('Try it in a terminal: `%s --version`.'):format(words),
      }, INSTALL)
    )
  end
end

--- Whether another version of the plugin belongs to this server.
---@param version string
local function check_version(version)
  local own = require('shortlist').VERSION
  if version == own then
    return
  end
  vim.health.warn(('server %s and plugin %s are of different versions'):format(version, own), {
    'Take both from the same checkout: `git pull` and `make install` there, then :Shortlist restart.',
  })
end

--- What some commands take along when it is there.
local function check_helpers()
  if vim.fn.has('clipboard') == 1 then
    vim.health.ok('clipboard: `:Shortlist paste` and `submission` reach it')
  else
    vim.health.warn('clipboard: none, so that `:Shortlist paste` and `submission` use the unnamed register', {
      'Install wl-clipboard, xclip or xsel, or see :help clipboard-tool.',
    })
  end
  if pcall(require, 'dap') then
    vim.health.ok('nvim-dap: `D` on a test debugs')
  else
    vim.health.info('nvim-dap is not installed: tests cannot be debugged (:help shortlist-debug)')
  end
  local companion = config.get().settings.companion or {}
  local status = require('shortlist.status').get()
  local heard = status and status.companion
  if companion.enable and heard and not heard.listening then
    vim.health.warn('Competitive Companion is not heard: ' .. heard.message, {
      'End the other program that listens, or choose a port: `settings.companion.port`.',
    })
  elseif companion.enable then
    vim.health.ok(('Competitive Companion is heard on port %d'):format(companion.port or 27121))
  else
    vim.health.info('Competitive Companion is not heard (:help shortlist-companion)')
  end
end

---@return boolean works
local function check_server()
  local command = lsp.command()
  if vim.fn.executable(command[1]) ~= 1 then
    vim.health.error(('server: `%s` is not found, or is no program'):format(command[1]), INSTALL)
    return false
  end
  local asked = vim.list_extend(vim.list_slice(command), { '--version' })
  local result = run(asked, SERVER_MS)
  local version = result.stdout:match('shortlist server (%S+)')
  if result.code ~= 0 or not version then
    explain(command, result)
    return false
  end
  vim.health.ok(('server: `%s`, version %s'):format(table.concat(command, ' '), version))
  check_version(version)
  return true
end

local function check_client()
  local clients = vim.lsp.get_clients({ name = lsp.NAME })
  local status = require('shortlist.status').get()
  if #clients == 0 then
    vim.health.info('no client is running: open a file of a configured type')
    return
  end
  vim.health.ok(('%d client%s running'):format(#clients, #clients == 1 and '' or 's'))
  local info = clients[1].server_info
  if info and info.version then
    check_version(info.version)
  end
  if status and status.health == 'error' then
    vim.health.error(status.message, { 'Do what it says, then :Shortlist restart.' })
  elseif status and status.contestMode then
    vim.health.info('contest mode is on: nothing is solved (:Shortlist pause)')
  end
end

--- `shortlist doctor` of the installation that the server is of; nil where the command hides it.
---@return string[]|nil
local function doctor()
  local command = lsp.command()
  if command[#command] == 'server' then
    return vim.list_extend(vim.list_slice(command, 1, #command - 1), { 'doctor', '--json' })
  elseif command[#command] == 'shortlist_server' then
    return vim.list_extend(vim.list_slice(command, 1, #command - 1), { 'shortlist_engine.cli', 'doctor', '--json' })
  end
end

--- How to mend what `shortlist doctor` has no advice for.
local MEND = {
  Sandbox = 'Install bubblewrap (Debian and Ubuntu: `apt install bubblewrap`); docs/security.md has the layers.',
  Model = 'Choose another with :Shortlist model, or see `shortlist model list`.',
}

local function check_engine()
  local own = config.get().settings.engine
  if own and own.command and #own.command > 0 then
    vim.health.info('the engine is your own command: ' .. table.concat(own.command, ' '))
  end
  local command = doctor()
  if not command then
    vim.health.info('ask the engine yourself: `shortlist doctor`')
    return
  end
  local result = run(command, DOCTOR_MS)
  local decoded, report = pcall(vim.json.decode, result.stdout)
  if not decoded or type(report) ~= 'table' or type(report.checks) ~= 'table' then
    local lines = vim.split(result.stderr, '\n')
    local missing = result.stderr:find('No module named') ~= nil
    vim.health.error('engine: `shortlist doctor` does not run: ' .. lines[#lines], {
      missing and 'The engine is not installed beside the server.' or 'Try it in a terminal: `shortlist doctor`.',
      INSTALL[1],
    })
    return
  end
  for _, check in ipairs(report.checks) do
    local text = ('%s: %s'):format(check.name, check.found)
    local advice = check.advice ~= '' and check.advice or MEND[check.name] or 'See `shortlist doctor`.'
    if check.status == 'ok' then
      vim.health.ok(text)
    elseif check.status == 'warning' then
      vim.health.warn(text, { advice })
    else
      vim.health.error(text, { advice })
    end
  end
end

function M.check()
  vim.health.start('shortlist')
  check_neovim()
  check_options()
  check_model()
  check_helpers()
  local works = check_server()
  check_client()
  vim.health.start('shortlist: engine')
  if works then
    check_engine()
  else
    vim.health.info('not asked: the server above comes first')
  end
end

return M
