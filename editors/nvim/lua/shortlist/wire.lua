--- What the server sends, as Lua has it.
local M = {}

--- JSON's null as Lua's nil, all the way down.
---@param value any
---@return any
function M.without_nulls(value)
  if value == vim.NIL then
    return nil
  end
  if type(value) == 'table' then
    for key, inner in pairs(value) do
      value[key] = M.without_nulls(inner)
    end
  end
  return value
end

return M
