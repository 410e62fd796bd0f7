--- The panel's keys, in one list: what they do and what `g?` says of them.
local M = {}

---@type { keys: string[], name: string, says: string }[] name: a subcommand of `:Shortlist`, `close` or `help`
M.list = {
  { keys = { '<CR>' }, name = 'accept', says = 'insert the program below the comment' },
  { keys = { 'y', 'gy' }, name = 'copy', says = 'copy the program' },
  { keys = { 'r' }, name = 'run', says = 'run the program on the examples' },
  { keys = { 'd' }, name = 'compare', says = 'compare: once on each of two programs' },
  { keys = { 'o' }, name = 'open', says = 'open the program as a new file' },
  { keys = { 'a' }, name = 'attention', says = 'what the model read for this line' },
  { keys = { ']]' }, name = 'next', says = 'next program' },
  { keys = { '[[' }, name = 'previous', says = 'previous program' },
  { keys = { 's' }, name = 'solve', says = 'solve again' },
  { keys = { 'x', '<C-c>' }, name = 'cancel', says = 'cancel the solve' },
  { keys = { 'q' }, name = 'close', says = 'close the panel' },
  { keys = { 'g?' }, name = 'help', says = 'these keys' },
}

--- Shows the keys in a window of its own, until a key closes it.
function M.help()
  local lines, widest = {}, 0
  for _, key in ipairs(M.list) do
    local line = ('  %-9s %s  '):format(table.concat(key.keys, ' '), key.says)
    table.insert(lines, line)
    widest = math.max(widest, vim.fn.strdisplaywidth(line))
  end
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = 'wipe'
  local namespace = vim.api.nvim_create_namespace('shortlist-keys')
  for row, key in ipairs(M.list) do
    local options = { end_col = 2 + #table.concat(key.keys, ' '), hl_group = 'ShortlistKey' }
    vim.api.nvim_buf_set_extmark(buffer, namespace, row - 1, 2, options)
  end
  local window = vim.api.nvim_open_win(buffer, true, {
    relative = 'editor',
    row = math.max(math.floor((vim.o.lines - #lines) / 2) - 1, 0),
    col = math.max(math.floor((vim.o.columns - widest) / 2), 0),
    width = widest,
    height = #lines,
    style = 'minimal',
    border = 'rounded',
    title = ' Shortlist: keys of the panel ',
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

---@param buffer integer
function M.map(buffer)
  for _, entry in ipairs(M.list) do
    local run = function()
      require('shortlist.commands').dispatch(entry.name, {})
    end
    if entry.name == 'help' then
      run = M.help
    elseif entry.name == 'close' then
      run = function()
        local attention = require('shortlist.attention')
        if attention.is_open() then
          attention.close()
          return
        end
        -- The last window of a tab page has nothing to give way to.
        if not pcall(vim.cmd.close) then
          vim.cmd.enew()
        end
      end
    end
    for _, key in ipairs(entry.keys) do
      local options = { buffer = buffer, nowait = true, desc = 'Shortlist: ' .. entry.says }
      vim.keymap.set('n', key, run, options)
    end
  end
end

return M
