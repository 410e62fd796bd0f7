--- What the server and the engine are doing, for statuslines and the panel's winbar.
local M = {}

---@class shortlist.Status
---@field health 'ok'|'warning'|'error'
---@field state string
---@field busy boolean
---@field message string

---@type shortlist.Status|nil
local current

---@param status shortlist.Status|nil nil when the server is gone
function M.set(status)
  current = status
  vim.api.nvim_exec_autocmds('User', { pattern = 'ShortlistStatus', modeline = false })
  vim.schedule(function()
    pcall(vim.cmd.redrawstatus, { bang = true })
  end)
end

---@return shortlist.Status|nil
function M.get()
  return current
end

---@return string
function M.text()
  return current and current.message or ''
end

return M
