--- The panel's keys, in one list: what they do and what `g?` says of them.
local keys = require('shortlist.sheet.keys')

local M = {}

---@param name string a subcommand of `:Shortlist`
---@return fun()
local function command(name)
  return function()
    require('shortlist.commands').dispatch(name, {})
  end
end

---@type shortlist.Key[]
M.list = {
  { keys = { '<CR>' }, says = 'insert the program below the comment', run = command('accept') },
  { keys = { 'y', 'gy' }, says = 'copy the program', run = command('copy') },
  { keys = { 'r' }, says = 'run the program on the examples', run = command('run') },
  { keys = { 'd' }, says = 'compare: once on each of two programs', run = command('compare') },
  { keys = { 'o' }, says = 'open the program as a new file', run = command('open') },
  { keys = { 'a' }, says = 'what the model read for this line', run = command('attention') },
  { keys = { ']]' }, says = 'next program', run = command('next') },
  { keys = { '[[' }, says = 'previous program', run = command('previous') },
  { keys = { 's' }, says = 'solve again', run = command('solve') },
  { keys = { 'x', '<C-c>' }, says = 'cancel the solve', run = command('cancel') },
}

--- Closes what stands over the panel, else the panel.
function M.close()
  local attention = require('shortlist.attention')
  if attention.is_open() then
    attention.close()
  else
    keys.close()
  end
end

return M
