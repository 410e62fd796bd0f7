--- Two programs beside each other in a tab page of their own, in Neovim's diff mode.
local M = {}

---@param block shortlist.Block
---@return integer buffer
local function buffer_of(block)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split((block.source:gsub('%s+$', '')), '\n'))
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = 'wipe'
  -- The syntax alone: with the file type, the user's language servers would attach.
  vim.bo[buffer].syntax = block.language
  vim.keymap.set('n', 'q', '<Cmd>tabclose<CR>', { buffer = buffer, nowait = true, desc = 'Close' })
  return buffer
end

---@param window integer
---@param block shortlist.Block
local function dress(window, block)
  local title = ('%s · %s'):format(block.name, block.proof):gsub('%%', '%%%%')
  vim.api.nvim_set_option_value('winbar', title .. '%=q close', { win = window, scope = 'local' })
  vim.api.nvim_win_call(window, vim.cmd.diffthis)
  vim.api.nvim_set_option_value('foldenable', false, { win = window, scope = 'local' })
end

---@param one shortlist.Block
---@param other shortlist.Block
function M.show(one, other)
  vim.cmd.tabnew()
  local empty = vim.api.nvim_get_current_buf()
  local left = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_buf(left, buffer_of(one))
  vim.api.nvim_buf_delete(empty, { force = true })
  vim.cmd('rightbelow vsplit')
  local right = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_buf(right, buffer_of(other))
  dress(left, one)
  dress(right, other)
  vim.api.nvim_set_current_win(left)
end

return M
