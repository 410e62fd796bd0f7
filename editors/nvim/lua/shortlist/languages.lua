--- The languages that programs can be asked for, as the server names them, with the ends of their
--- files' names.
local M = {}

local SUFFIXES = {
  python = '.py',
  cpp = '.cpp',
  java = '.java',
  javascript = '.js',
  go = '.go',
  rust = '.rs',
  c = '.c',
}

---@return string[]
function M.names()
  return require('shortlist.settings')['solve.languages'].choices
end

---@param language string
---@return string
function M.suffix(language)
  return SUFFIXES[language] or '.txt'
end

return M
