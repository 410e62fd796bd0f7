--- The keys of a view, in one list: what they do, and what `g?` says of them.
local M = {}

---@class shortlist.Key
---@field keys string[]
---@field says string
---@field run fun()

--- Shows the keys in a window of its own, until a key closes it.
---@param list shortlist.Key[]
---@param title string
function M.help(list, title)
  local lines, widest, column = {}, 0, 0
  for _, key in ipairs(list) do
    column = math.max(column, vim.fn.strdisplaywidth(table.concat(key.keys, ' ')))
  end
  for _, key in ipairs(list) do
    local line = ('  %s  %s  '):format(
      require('shortlist.sheet.text').padded(table.concat(key.keys, ' '), math.max(column, 8)),
      key.says
    )
    table.insert(lines, line)
    widest = math.max(widest, vim.fn.strdisplaywidth(line))
  end
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = 'wipe'
  local namespace = vim.api.nvim_create_namespace('shortlist-keys')
  for row, key in ipairs(list) do
    local options = { end_col = 2 + #table.concat(key.keys, ' '), hl_group = 'ShortlistKey' }
    vim.api.nvim_buf_set_extmark(buffer, namespace, row - 1, 2, options)
  end
  local window = vim.api.nvim_open_win(buffer, true, {
    relative = 'editor',
    row = math.max(math.floor((vim.o.lines - #lines) / 2) - 1, 0),
    col = math.max(math.floor((vim.o.columns - widest) / 2), 0),
    width = math.min(widest, vim.o.columns - 2),
    height = math.min(#lines, vim.o.lines - 4),
    style = 'minimal',
    border = 'rounded',
    title = (' Shortlist: keys of %s '):format(title),
    title_pos = 'center',
  })
  local function close()
    if vim.api.nvim_win_is_valid(window) then
      vim.api.nvim_win_close(window, true)
    end
  end
  for _, key in ipairs({ 'q', '<Esc>', '<CR>', 'g?' }) do
    vim.keymap.set('n', key, close, { buffer = buffer, nowait = true, desc = 'Close' })
  end
  vim.api.nvim_create_autocmd('WinLeave', { buffer = buffer, once = true, callback = vim.schedule_wrap(close) })
end

--- Closes the window; the last one gives way to what it showed before.
function M.close()
  if pcall(vim.cmd.close) then
    return
  end
  local before = vim.fn.bufnr('#')
  if before > 0 and vim.fn.buflisted(before) == 1 then
    vim.api.nvim_win_set_buf(0, before)
  else
    vim.cmd.enew()
  end
end

---@param buffer integer
---@param list shortlist.Key[]
function M.map(buffer, list)
  for _, entry in ipairs(list) do
    for _, key in ipairs(entry.keys) do
      vim.keymap.set('n', key, entry.run, { buffer = buffer, nowait = true, desc = 'Shortlist: ' .. entry.says })
    end
  end
end

return M
