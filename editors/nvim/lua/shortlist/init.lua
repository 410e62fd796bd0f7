--- Shortlist for Neovim: verified solutions for the problem comment under the cursor.
--- Calling `setup` is optional; it overrides `vim.g.shortlist`, which overrides the defaults.
local M = {}

--- The version of the program that this plugin belongs to.
M.VERSION = '0.1.0'

---@param options shortlist.Config|table|nil
function M.setup(options)
  require('shortlist.config').set(options)
end

--- For a statusline: '', 'Shortlist', 'Sampling 128/512 · 3 pass', 'contest mode' …
---@return string
function M.status()
  return require('shortlist.status').text()
end

--- What is left of the contest that goes on, such as '1:05:09'; '' when none does.
---@return string
function M.clock()
  return require('shortlist.practice.clock').text() or ''
end

--- The name of the model that the next solve asks for; '' is the engine's own.
---@return string
function M.model()
  return require('shortlist.model').current()
end

return M
