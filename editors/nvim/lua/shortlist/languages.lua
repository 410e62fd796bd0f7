--- The languages that programs can be asked for, as the server names them, with the ends of their
--- files' names.
local M = {}

local SUFFIXES = {
  { 'python', '.py' },
  { 'cpp', '.cpp' },
  { 'java', '.java' },
  { 'javascript', '.js' },
  { 'go', '.go' },
  { 'rust', '.rs' },
  { 'c', '.c' },
}

---@return string[]
function M.names()
  return vim.tbl_map(function(entry)
    return entry[1]
  end, SUFFIXES)
end

---@param language string
---@return string
function M.suffix(language)
  for _, entry in ipairs(SUFFIXES) do
    if entry[1] == language then
      return entry[2]
    end
  end
  return '.txt'
end

return M
