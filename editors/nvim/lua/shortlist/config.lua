--- Configuration: defaults, what the user set in `vim.g.shortlist` or `setup()`, and what is wrong
--- with it (shown by `:checkhealth shortlist`, never thrown).
local M = {}

---@class (exact) shortlist.SolveOpts
---@field count? integer
---@field samples? integer
---@field maxSeconds? number
---@field languages? string[]
---@field repair? boolean
---@field modelTests? boolean

---@class (exact) shortlist.Settings Sent to the server as its configuration section.
---@field contestMode? boolean remove every AI surface; running your own program stays
---@field codeActions? { enable?: boolean }
---@field codeLens? { enable?: boolean }
---@field completion? { enable?: boolean }
---@field inline? { enable?: boolean }
---@field library? { enabled?: boolean }
---@field solve? shortlist.SolveOpts
---@field engine? { command?: string[], model?: string, prompt?: string, idleUnload?: number }

---@class (exact) shortlist.Config
---@field enable boolean attach to buffers of `filetypes` by itself
---@field cmd string[]|nil the server's command; nil: `shortlist` on the PATH, then `python3 -m shortlist_server`
---@field filetypes string[]
---@field settings shortlist.Settings
---@field panel { split: string } how the panel opens: any `:split` command with modifiers
---@field accept_moves_cursor boolean put the cursor on the inserted program

---@type shortlist.Config
M.defaults = {
  enable = true,
  cmd = nil,
  filetypes = { 'python', 'cpp', 'c', 'java', 'javascript', 'typescript', 'go', 'rust', 'markdown', 'text' },
  settings = {},
  panel = { split = 'botright vsplit' },
  accept_moves_cursor = true,
}

local TYPES = {
  enable = 'boolean',
  cmd = 'table',
  filetypes = 'table',
  settings = 'table',
  panel = 'table',
  accept_moves_cursor = 'boolean',
}

---@type table|nil what `setup()` was given; it wins over `vim.g.shortlist`
local overrides

---@param options table|nil
function M.set(options)
  overrides = options
end

---@return table
local function given()
  local global = vim.g.shortlist
  if type(global) == 'function' then
    global = global()
  end
  return vim.tbl_deep_extend('force', type(global) == 'table' and global or {}, overrides or {})
end

--- Keys that are unknown or of the wrong type, one sentence each.
---@return string[]
function M.problems()
  local found = {}
  for key, value in pairs(given()) do
    if not TYPES[key] then
      table.insert(found, ('unknown option `%s`: see :help shortlist-options'):format(key))
    elseif type(value) ~= TYPES[key] then
      table.insert(found, ('option `%s` should be a %s, not a %s'):format(key, TYPES[key], type(value)))
    end
  end
  table.sort(found)
  return found
end

--- The configuration in force; wrong values count as not given.
---@return shortlist.Config
function M.get()
  local valid = {}
  for key, value in pairs(given()) do
    if TYPES[key] == type(value) then
      valid[key] = value
    end
  end
  return vim.tbl_deep_extend('force', M.defaults, valid)
end

return M
