--- Opens problems of practice as files.
local calls = require('shortlist.practice.calls')
local opening = require('shortlist.opening')
local sheets = require('shortlist.sheet')
local ui = require('shortlist.ui')

local M = {}

--- Goes to a file of practice; from a list of them, in its window.
---@param path string
function M.go(path)
  local sheet = sheets.of()
  opening.file(path, sheet ~= nil and sheet.kind == 'practice')
end

---@param opened table
---@param said string|nil
local function show(opened, said)
  M.go(opened.file)
  local problem = opened.problem
  local rated = problem.rating and (' (%.0f)'):format(problem.rating) or ''
  local words = ('%s%s'):format(problem.title, rated)
  if opened.was_open then
    words = words .. ' was open already'
  elseif said and said ~= '' then
    words = ('%s: %s'):format(words, said)
  end
  ui.say(words)
  require('shortlist.practice.list').refresh()
end

--- Opens a problem by its name.
---@param id string
---@param options { language?: string, voice?: string, kind?: string, place?: string }
function M.open(id, options)
  local arguments = vim.tbl_extend('keep', { problem = id }, options)
  arguments.place = options.place or calls.folder()
  calls.ask('open', arguments, show)
end

--- Opens what comes next, and says why.
---@param options table a filter, `like`, `language`
function M.next(options)
  local arguments = vim.tbl_extend('force', options, { open = true, place = options.place or calls.folder() })
  calls.ask('next', arguments, function(document)
    if document.opened then
      show(document.opened, document.reason)
    end
  end)
end

return M
