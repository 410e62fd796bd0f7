--- The panel's keys, in one list: what they do and what `g?` says of them.
local keys = require('shortlist.sheet.keys')

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

---@param buffer integer
function M.map(buffer)
  local list = {}
  for _, entry in ipairs(M.list) do
    local run = function()
      require('shortlist.commands').dispatch(entry.name, {})
    end
    if entry.name == 'help' then
      run = function()
        keys.help(list, 'the panel')
      end
    elseif entry.name == 'close' then
      run = function()
        local attention = require('shortlist.attention')
        if attention.is_open() then
          attention.close()
          return
        end
        keys.close()
      end
    end
    table.insert(list, { keys = entry.keys, says = entry.says, run = run })
  end
  keys.map(buffer, list)
end

return M
