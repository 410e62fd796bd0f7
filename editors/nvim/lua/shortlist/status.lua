--- What the server and the engine are doing, for statuslines and the panel's winbar.
local M = {}

---@class shortlist.Status
---@field health 'ok'|'warning'|'error'
---@field state string
---@field busy boolean
---@field message string

---@type shortlist.Status|nil
local current

---@param status shortlist.Status
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

--- Shows what goes on in the message line, where Neovim by itself shows no progress of a server: a
--- program may be long in coming. It ends by itself when nothing goes on any more.
---@return fun() silence ends it before
function M.follow()
  local shown, following
  local function silence()
    if following then
      vim.api.nvim_del_autocmd(following)
      following = nil
      if shown then
        vim.api.nvim_echo({ { '' } }, false, {})
      end
    end
  end
  local function show()
    if not following or not current then
      return
    end
    if shown and not current.busy then
      silence()
      return
    end
    local text = current.busy and 'Shortlist: ' .. current.message
    if text and text ~= shown and vim.api.nvim_get_mode().mode == 'n' then
      shown = text
      -- A message that does not fit would ask for a key.
      vim.api.nvim_echo({ { vim.fn.strcharpart(text, 0, vim.v.echospace) } }, false, {})
    end
  end
  following = vim.api.nvim_create_autocmd('User', {
    pattern = 'ShortlistStatus',
    callback = function()
      vim.schedule(show)
    end,
  })
  return silence
end

return M
