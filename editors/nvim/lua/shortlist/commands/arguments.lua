--- How subcommands read their arguments.
local M = {}

--- Takes `name=value` out of words, for these names.
---@param words string[]
---@param names string[]
---@return table<string, string>, string[] rest
function M.take(words, names)
  local found, rest = {}, {}
  for _, word in ipairs(words) do
    local name, value = word:match('^(%w+)=(.+)$')
    if name and vim.tbl_contains(names, name) then
      found[name] = value
    else
      table.insert(rest, word)
    end
  end
  return found, rest
end

--- Files and folders, for completion of the last argument.
---@param lead string
---@return string[]
function M.paths(lead)
  return vim.tbl_map(vim.fn.fnameescape, vim.fn.getcompletion(lead, 'file'))
end

--- A path as the server takes it.
---@param words string[]
---@return string
function M.path_of(words)
  return (vim.fn.fnamemodify(vim.fn.expand(table.concat(words, ' ')), ':p'):gsub('(.)/$', '%1'))
end

return M
