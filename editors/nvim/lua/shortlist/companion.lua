--- Competitive Companion: the server of the Neovim that was used last gets the problems. Not every
--- terminal tells of its focus, so that using Neovim counts, too.
local config = require('shortlist.config')

local M = {}

local USED_EVERY_MS = 10000
local told_at

---@return boolean
local function is_on()
  return vim.tbl_get(config.get().settings, 'companion', 'enable') == true
end

local function tell()
  told_at = vim.uv.now()
  local lsp = require('shortlist.lsp')
  for _, client in ipairs(vim.lsp.get_clients({ name = lsp.NAME })) do
    lsp.notify(client, 'shortlist/didFocus', vim.empty_dict())
  end
end

local function tell_of_use()
  if not told_at or vim.uv.now() - told_at > USED_EVERY_MS then
    tell()
  end
end

--- Starts to tell of the focus, and a server that listens, when the user has that turned on.
function M.enable()
  local group = vim.api.nvim_create_augroup('shortlist-companion', {})
  vim.api.nvim_create_autocmd({ 'FocusGained', 'VimResume' }, { group = group, callback = tell })
  vim.api.nvim_create_autocmd('LspAttach', { group = group, callback = tell_of_use })
  if not is_on() then
    return
  end
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'InsertEnter' }, { group = group, callback = tell_of_use })
  local function start()
    vim.schedule(function()
      require('shortlist.lsp').with_any_client(vim.api.nvim_get_current_buf(), tell, true)
    end)
  end
  if vim.v.vim_did_enter == 1 then
    start()
  else
    vim.api.nvim_create_autocmd('VimEnter', { group = group, once = true, callback = start })
  end
end

return M
