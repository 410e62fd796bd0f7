--- What stands in the tests view beside the tests: the outcome of a submission, hints, a
--- counterexample, the largest inputs. Each part has a name, by which it is replaced or taken away.
local M = {}

--- In this order; those after `tests` stand below them.
local ORDER = { 'submission', 'failure', 'hints', 'stress', 'tests', 'largest' }

---@type table<string, table<string, shortlist.Section>> by URI, then name
local parts = {}

---@param uri string
---@param name string
---@param section shortlist.Section|nil
function M.set(uri, name, section)
  assert(vim.tbl_contains(ORDER, name))
  parts[uri] = parts[uri] or {}
  parts[uri][name] = section
  vim.api.nvim_exec_autocmds('User', { pattern = 'ShortlistTests', modeline = false, data = { uri = uri } })
end

---@param uri string
---@param name string
---@return shortlist.Section|nil
function M.get(uri, name)
  return parts[uri] and parts[uri][name]
end

---@param uri string
---@return { before: shortlist.Section[], after: shortlist.Section[] }
function M.of(uri)
  local found = { before = {}, after = {} }
  local place = found.before
  for _, name in ipairs(ORDER) do
    if name == 'tests' then
      place = found.after
    end
    table.insert(place, M.get(uri, name))
  end
  return found
end

return M
