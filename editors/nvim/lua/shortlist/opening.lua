--- Files that the server or a view opens: never in the place of a view, and never while the user
--- types into another one.
local sheets = require('shortlist.sheet')

local M = {}

--- Goes to a file, in the window of a view only where that is all there is to leave.
---@param path string
---@param keep_window? boolean the current window may show it, whatever it shows now
function M.file(path, keep_window)
  if vim.api.nvim_get_mode().mode:match('^[iR]') then
    vim.cmd.stopinsert()
  end
  local buffer = vim.fn.bufadd(path)
  local window = vim.fn.bufwinid(buffer)
  if window ~= -1 then
    vim.api.nvim_set_current_win(window)
    return
  end
  if not keep_window then
    sheets.leave_sheets()
  end
  -- A window may not give its buffer up: unsaved without 'hidden', or 'winfixbuf'.
  local opened = pcall(vim.cmd.edit, vim.fn.fnameescape(path))
  if not opened and vim.api.nvim_get_current_buf() ~= buffer then
    vim.cmd('new')
    vim.cmd.edit(vim.fn.fnameescape(path))
  end
end

--- Handles `window/showDocument`.
function M.on_show_document(err, params, context, options)
  if params and not params.external and params.takeFocus ~= false then
    if vim.api.nvim_get_mode().mode:match('^[iR]') then
      vim.cmd.stopinsert()
    end
    sheets.leave_sheets()
  end
  return vim.lsp.handlers['window/showDocument'](err, params, context, options)
end

return M
