--- The subcommands of `:Shortlist`. Each is a function of its arguments; `dispatch` runs one by
--- name, which is what the <Plug> maps and the panel's keys do too.
local ui = require('shortlist.ui')

local M = {}

---@class shortlist.Lines Of the current buffer, from 1.
---@field first integer
---@field last integer

---@class shortlist.Subcommand
---@field run fun(arguments: string[], lines: shortlist.Lines|nil)
---@field takes_lines? boolean
---@field complete? string[]|fun(lead: string, words: string[]): string[] words: those before the last one

---@type table<string, shortlist.Subcommand>
local subcommands = vim.tbl_extend(
  'error',
  require('shortlist.commands.solving').subcommands,
  require('shortlist.commands.programs').subcommands,
  require('shortlist.commands.testing'),
  require('shortlist.commands.assisting'),
  require('shortlist.commands.practising'),
  require('shortlist.commands.upkeep')
)

---@return string[]
function M.names()
  local names = vim.tbl_keys(subcommands)
  table.sort(names)
  return names
end

---@param name string
---@param arguments string[]
---@param lines? shortlist.Lines that the user named
function M.dispatch(name, arguments, lines)
  local subcommand = subcommands[name]
  if not subcommand then
    ui.say(('no subcommand `%s`; there are: %s'):format(name, table.concat(M.names(), ', ')), vim.log.levels.ERROR)
    return
  elseif lines and not subcommand.takes_lines then
    ui.say(('`%s` takes no lines'):format(name), vim.log.levels.ERROR)
    return
  end
  subcommand.run(arguments, lines)
end

--- `:Shortlist` alone solves.
---@param args { fargs: string[], range?: integer, line1?: integer, line2?: integer }
function M.run(args)
  local arguments = vim.deepcopy(args.fargs)
  local lines = (args.range or 0) > 0 and { first = args.line1, last = args.line2 } or nil
  M.dispatch(table.remove(arguments, 1) or 'solve', arguments, lines)
end

---@param lead string
---@param line string
---@return string[]
function M.complete(lead, line)
  local words = vim.split(vim.trim(line:sub(1, #line - #lead)), '%s+')
  local name = words[2]
  local choices = M.names()
  if name then
    choices = (subcommands[name] or {}).complete
  end
  if type(choices) == 'function' then
    choices = choices(lead, vim.list_slice(words, 3))
  end
  return vim.tbl_filter(function(choice)
    return vim.startswith(choice, lead)
  end, choices or {})
end

return M
