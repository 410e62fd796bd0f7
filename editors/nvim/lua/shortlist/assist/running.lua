--- Starts what a model is asked about a program, and shows that it goes on, whoever started it.
local inserting = require('shortlist.inserting')
local jobs = require('shortlist.jobs')
local panel = require('shortlist.assist.panel')
local progress = require('shortlist.progress')
local ui = require('shortlist.ui')
local views = require('shortlist.assist.views')

local M = {}

local TEXTS = {
  translate = 'translating',
  explain = 'explaining',
  comment = 'commenting',
  hint = 'asking for a hint',
  prompt = 'asking the model',
  step = 'writing a step',
}

local namespace = vim.api.nvim_create_namespace('shortlist-assist-asked')

--- What was asked last about each program; marks stand where it was about, since lines move.
---@type table<integer, { task: shortlist.AssistTask, params: table, marks: table<string, integer> }>
local asked = {}

---@param source integer
---@param task shortlist.AssistTask
---@param params table
local function remember(source, task, params)
  vim.api.nvim_buf_clear_namespace(source, namespace, 0, -1)
  local marks, last = {}, vim.api.nvim_buf_line_count(source)
  local places = params.range and { start = params.range.start, ['end'] = params.range['end'] }
    or { position = params.position }
  for name, place in pairs(places) do
    marks[name] = vim.api.nvim_buf_set_extmark(source, namespace, math.min(place.line, last), 0, { strict = false })
  end
  asked[source] = { task = task, params = params, marks = marks }
end

--- What to ask again, about the same lines.
---@param source integer
---@param task shortlist.AssistTask
---@return table|nil params nil where somebody else asked
local function remembered(source, task)
  local found = asked[source]
  if not found or found.task ~= task then
    return nil
  end
  local params = vim.deepcopy(found.params)
  for name, mark in pairs(found.marks) do
    local row = vim.api.nvim_buf_get_extmark_by_id(source, namespace, mark, {})[1]
    local place = name == 'position' and params.position or params.range[name]
    place.line = row or place.line
  end
  return params
end

--- Starts a task. What it finds comes into the view; comments, and all steps at once, are put into
--- the file at the end.
---@param client vim.lsp.Client
---@param source integer
---@param task shortlist.AssistTask
---@param params table
function M.start(client, source, task, params)
  remember(source, task, params)
  local job = {
    bufnr = source,
    row = vim.tbl_get(params, 'range', 'start', 'line') or vim.tbl_get(params, 'position', 'line'),
    name = task,
    text = params.every and 'writing all steps' or TEXTS[task],
    method = 'shortlist/' .. task,
    params = vim.tbl_extend('error', { uri = vim.uri_from_bufnr(source) }, params),
  }
  jobs.start(client, job, function(err, result)
    if err then
      ui.complain(err)
      return
    end
    local puts_in = task == 'comment' or params.every
    local why = puts_in and result.edit and inserting.apply(client, result.edit)
    if why then
      ui.say(why, vim.log.levels.WARN)
    elseif puts_in and result.edit then
      ui.say(result.message .. '; u takes it back')
    elseif puts_in or not panel.is_shown(source) then
      ui.say(result.message, puts_in and vim.log.levels.WARN or nil)
    end
  end)
end

--- Asks again what the view of a program is about.
---@param client vim.lsp.Client
---@param source integer
function M.again(client, source)
  local view = views.get(vim.uri_from_bufnr(source))
  local params = view and remembered(source, view.task)
  if view and params then
    M.start(client, source, view.task, params)
  else
    ui.say('ask by the command or the action that you took', vim.log.levels.WARN)
  end
end

--- Tasks that somebody else started, such as a code action, by document.
---@type table<string, true>
local followed = {}

---@param uri string
---@return string
local function id_of(uri)
  return 'assist ' .. uri
end

---@param uri string
local function follow(uri)
  local view = views.get(uri)
  local source = vim.uri_to_bufnr(uri)
  if view and view.state == 'running' and not jobs.get(source, view.task) then
    followed[uri] = true
    local window = vim.fn.bufwinid(source)
    progress.report(id_of(uri), {
      bufnr = source,
      row = window ~= -1 and vim.api.nvim_win_get_cursor(window)[1] - 1 or nil,
      text = ('%s: %s'):format(view.title, view.headline),
    })
    return
  elseif not followed[uri] then
    return
  end
  followed[uri] = nil
  progress.finish(id_of(uri))
  -- The server says why one failed, and the user knows what they cancelled.
  if view and view.state == 'done' and not panel.is_shown(source) then
    ui.say(view.headline)
  end
end

vim.api.nvim_create_autocmd('User', {
  group = vim.api.nvim_create_augroup('shortlist-assist-running', {}),
  pattern = 'ShortlistAssist',
  callback = function(event)
    follow(event.data.uri)
  end,
})

return M
