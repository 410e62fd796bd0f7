--- Which problems of practice are meant, in words such as `tag=graphs rating=1000-1400`.
local M = {}

M.STATES = { 'new', 'open', 'solved', 'given_up', 'unsolved', 'due' }
M.VOICES = { 'codeforces', 'atcoder', 'kattis', 'exam', 'leetcode', 'docstring' }
M.KINDS = { 'stdin', 'function' }
--- In the order in which they are shown.
M.NAMES = { 'tag', 'rating', 'state', 'voice', 'kind', 'set', 'search' }

---@class shortlist.Filter
---@field tags string[]|nil
---@field rating string|nil
---@field state string|nil
---@field voice string|nil
---@field kind string|nil
---@field set string|nil
---@field search string|nil

--- Reads words; those that are no filter are left.
---@param words string[]
---@return shortlist.Filter, string[] rest
function M.read(words)
  local filter, rest = {}, {}
  for _, word in ipairs(words) do
    local name, value = word:match('^(%w+)=(.*)$')
    if name == 'tag' and value ~= '' then
      filter.tags = filter.tags or {}
      table.insert(filter.tags, value)
    elseif name and name ~= 'tag' and vim.tbl_contains(M.NAMES, name) then
      filter[name] = value ~= '' and value or nil
    else
      table.insert(rest, word)
    end
  end
  return filter, rest
end

---@param filter shortlist.Filter
---@return string[] words
function M.words(filter)
  local found = {}
  for _, name in ipairs(M.NAMES) do
    if name == 'tag' then
      for _, tag in ipairs(filter.tags or {}) do
        table.insert(found, 'tag=' .. tag)
      end
    elseif filter[name] then
      table.insert(found, ('%s=%s'):format(name, filter[name]))
    end
  end
  return found
end

--- What may be typed.
---@param tags string[]
---@return string[]
function M.choices(tags)
  local found = { 'rating=', 'search=', 'set=' }
  for _, name in ipairs({ 'state', 'voice', 'kind' }) do
    for _, value in ipairs(M[name:upper() .. 'S']) do
      table.insert(found, ('%s=%s'):format(name, value))
    end
  end
  for _, tag in ipairs(tags) do
    table.insert(found, 'tag=' .. tag)
  end
  return found
end

return M
