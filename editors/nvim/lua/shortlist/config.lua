--- Configuration: defaults, what the user set in `vim.g.shortlist` or `setup()`, and what is wrong
--- with it (shown by `:checkhealth shortlist`, never thrown).
local known_settings = require('shortlist.settings')

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
---@field companion? { enable?: boolean, port?: integer }
---@field files? { folder?: string, language?: string }
---@field engine? { command?: string[], model?: string, prompt?: string, idleUnload?: number }
---@field showNotifications? 'off'|'onError'|'always'

---@class (exact) shortlist.PanelOpts
---@field split string how the panel opens: any `:split` command with modifiers
---@field auto_open boolean open it when a solve starts
---@field focus boolean go to it when it opens by itself

---@class (exact) shortlist.TestsOpts
---@field split string how the tests view opens: any `:split` command with modifiers
---@field auto_open boolean open it when tests run
---@field follow boolean show the tests of the file that you go to

---@class (exact) shortlist.AssistOpts
---@field split string how the view of a model's answer opens: any `:split` command with modifiers
---@field focus boolean go to it when it opens

---@class (exact) shortlist.PracticeOpts
---@field split string how practice opens its views; '' is the current window

---@class (exact) shortlist.Config
---@field enable boolean attach to buffers of `filetypes` by itself
---@field cmd string[]|nil the server's command; nil: see `lsp.command`
---@field filetypes string[]
---@field settings shortlist.Settings
---@field panel shortlist.PanelOpts
---@field tests shortlist.TestsOpts
---@field assist shortlist.AssistOpts
---@field practice shortlist.PracticeOpts
---@field progress 'auto'|'message'|'virtual'|'off' how a solve shows that it goes on
---@field accept_moves_cursor boolean put the cursor on the inserted program

---@type shortlist.Config
M.defaults = {
  enable = true,
  cmd = nil,
  filetypes = { 'python', 'cpp', 'c', 'java', 'javascript', 'typescript', 'go', 'rust', 'markdown', 'text' },
  settings = {},
  panel = { split = 'botright vsplit', auto_open = true, focus = false },
  tests = { split = 'botright vsplit', auto_open = true, follow = true },
  assist = { split = 'botright vsplit', focus = false },
  practice = { split = '' },
  progress = 'auto',
  accept_moves_cursor = true,
}

local TYPES = {
  enable = 'boolean',
  cmd = 'table',
  filetypes = 'table',
  settings = 'table',
  panel = 'table',
  ['panel.split'] = 'string',
  ['panel.auto_open'] = 'boolean',
  ['panel.focus'] = 'boolean',
  tests = 'table',
  ['tests.split'] = 'string',
  ['tests.auto_open'] = 'boolean',
  ['tests.follow'] = 'boolean',
  assist = 'table',
  ['assist.split'] = 'string',
  ['assist.focus'] = 'boolean',
  practice = 'table',
  ['practice.split'] = 'string',
  progress = 'string',
  accept_moves_cursor = 'boolean',
}
local CHOICES = { progress = { 'auto', 'message', 'virtual', 'off' } }

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

---@param path string
---@param value any
---@return string|nil what is wrong with the value of an option
local function problem(path, value)
  local choices = CHOICES[path]
  if not TYPES[path] then
    return ('unknown option `%s`: see :help shortlist-options'):format(path)
  elseif type(value) ~= TYPES[path] then
    return ('option `%s` should be a %s, not a %s'):format(path, TYPES[path], type(value))
  elseif choices and not vim.tbl_contains(choices, value) then
    return ('option `%s` should be one of %s'):format(path, table.concat(choices, ', '))
  end
end

---@param value any
---@param wanted string as in shortlist.settings
---@return boolean
local function is_of(value, wanted)
  if wanted == 'string[]' then
    return type(value) == 'table' and vim.islist(value)
  end
  return type(value) == (wanted == 'integer' and 'number' or wanted)
end

--- What is wrong with the settings of the server, which it would say only when it starts.
---@param tree table
---@param prefix string
---@param found string[]
local function check_settings(tree, prefix, found)
  for key, value in pairs(tree) do
    local path = prefix .. key
    local setting = known_settings[path]
    if setting and not is_of(value, setting.type) then
      table.insert(found, ('setting `%s` should be of type %s'):format(path, setting.type))
    elseif setting and setting.choices and type(value) == 'string' and not vim.tbl_contains(setting.choices, value) then
      table.insert(found, ('setting `%s` should be one of %s'):format(path, table.concat(setting.choices, ', ')))
    elseif not setting and type(value) == 'table' and not vim.islist(value) then
      check_settings(value, path .. '.', found)
    elseif not setting and not (type(value) == 'table' and next(value) == nil) then
      table.insert(found, ('unknown setting `%s`: see :help shortlist-settings'):format(path))
    end
  end
end

--- The options as the user gave them, without those that cannot be used.
---@return table valid, string[] problems one sentence each
local function read()
  local valid, found = {}, {}
  for key, value in pairs(given()) do
    local wrong = problem(key, value)
    if wrong then
      table.insert(found, wrong)
    elseif key == 'settings' then
      check_settings(value, '', found)
      valid.settings = value
    elseif type(M.defaults[key]) == 'table' and not vim.islist(M.defaults[key]) then
      valid[key] = {}
      for inner, inner_value in pairs(value) do
        wrong = problem(('%s.%s'):format(key, inner), inner_value)
        if wrong then
          table.insert(found, wrong)
        else
          valid[key][inner] = inner_value
        end
      end
    else
      valid[key] = value
    end
  end
  table.sort(found)
  return valid, found
end

--- Keys that are unknown or of the wrong type, one sentence each.
---@return string[]
function M.problems()
  local _, found = read()
  return found
end

--- The configuration in force; wrong values count as not given.
---@return shortlist.Config
function M.get()
  local valid = read()
  return vim.tbl_deep_extend('force', M.defaults, valid)
end

---@param tree table
---@param prefix string
---@return table
local function as_objects(tree, prefix)
  local copy = vim.empty_dict()
  for key, value in pairs(tree) do
    local path = prefix .. key
    local group = type(value) == 'table' and not known_settings[path]
    copy[key] = group and as_objects(value, path .. '.') or value
  end
  return copy
end

--- The server's settings as they travel. An empty Lua table would become a list, which the server
--- has to refuse.
---@return table
function M.server_settings()
  return as_objects(M.get().settings, '')
end

--- How many solutions a solve looks for.
---@return integer
function M.count()
  local count = vim.tbl_get(M.get().settings, 'solve', 'count')
  return type(count) == 'number' and count or known_settings['solve.count'].default
end

return M
