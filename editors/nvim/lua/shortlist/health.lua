--- `:checkhealth shortlist`. The engine's side is asked of `shortlist doctor`.
local config = require('shortlist.config')
local lsp = require('shortlist.lsp')

local M = {}

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
    vim.health.warn(problem, { 'See :help shortlist-options.' })
  end
  if #problems == 0 then
    vim.health.ok('options are valid')
  end
end

local function check_model()
  local model = require('shortlist.model').current()
  vim.health.info('model: ' .. (model ~= '' and model or "the engine's own") .. ' (:Shortlist model)')
end

local function check_server()
  local cmd = lsp.command()
  if vim.fn.executable(cmd[1]) == 1 then
    vim.health.ok('server: ' .. table.concat(cmd, ' '))
  else
    vim.health.error(('server: `%s` is not executable'):format(cmd[1]), {
      'Install it with `pip install shortlist`, or set `vim.g.shortlist = { cmd = { … } }`.',
    })
    return
  end
  local clients = vim.lsp.get_clients({ name = lsp.NAME })
  if #clients > 0 then
    local info = clients[1].server_info
    vim.health.ok(('%d client running%s'):format(#clients, info and (', server ' .. (info.version or '')) or ''))
  else
    vim.health.info('no client is running: open a file of a configured type')
  end
end

local function check_engine()
  local cmd = lsp.command()
  if cmd[#cmd] ~= 'server' then
    vim.health.info('ask the engine yourself: `shortlist doctor`')
    return
  end
  local doctor = vim.list_extend(vim.list_slice(cmd, 1, #cmd - 1), { 'doctor' })
  local result = vim.system(doctor, { text = true, timeout = 60000 }):wait()
  for line in vim.gsplit(vim.trim(result.stdout or ''), '\n') do
    if line ~= '' then
      vim.health.info(line)
    end
  end
  if result.code == 0 then
    vim.health.ok('`shortlist doctor` finds nothing wrong')
  else
    vim.health.error('`shortlist doctor` found a problem', { 'Do what its lines above say.' })
  end
end

function M.check()
  vim.health.start('shortlist')
  check_neovim()
  check_options()
  check_model()
  check_server()
  vim.health.start('shortlist: engine')
  check_engine()
end

return M
