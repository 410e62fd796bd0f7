--- The panel: a sheet with all programs of one problem and their proof, brought up to date as the
--- server finds more. It opens by itself when a solve starts.
local config = require('shortlist.config')
local layout = require('shortlist.panel.layout')
local sheets = require('shortlist.sheet')
local solutions = require('shortlist.solutions')

local M = {}

local KIND = 'solutions'

---@class shortlist.Panel What its sheet keeps.
---@field buffer integer
---@field source integer the buffer that holds the problem
---@field problem_id string
---@field blocks shortlist.Block[]
---@field marked string|nil id of the program that the next comparison begins with

--- The solve for which the panel of a problem opened, so that one that was closed stays closed.
---@type table<string, string>
local opened_for = {}

---@param problem_id string
---@return shortlist.Sheet|nil
local function find(problem_id)
  return sheets.find(KIND, function(sheet)
    return sheet.data.problem_id == problem_id
  end)
end

---@return shortlist.Panel|nil panel of the current buffer
function M.current()
  local sheet = sheets.of()
  return sheet and sheet.kind == KIND and sheet.data --[[@as shortlist.Panel]] or nil
end

--- The program that a row belongs to; above the first one, the first, below the last, the last.
---@param panel shortlist.Panel
---@param row integer 0-based
---@return shortlist.Block|nil
function M.block_at(panel, row)
  for _, block in ipairs(panel.blocks) do
    if row <= block.last + 1 then
      return block
    end
  end
  return panel.blocks[#panel.blocks]
end

---@param panel shortlist.Panel
---@param id string|nil
---@return shortlist.Block|nil
function M.block(panel, id)
  for _, block in ipairs(panel.blocks) do
    if block.id == id then
      return block
    end
  end
end

--- Moves to the next or the previous program.
---@param step 1|-1
function M.jump(step)
  sheets.jump(step, function(section)
    return section.data ~= nil
  end)
end

---@param text string
---@return string as a statusline shows it
local function literal(text)
  return (text:gsub('%%', '%%%%'))
end

--- What stays in sight when the first lines scroll away.
---@param view shortlist.View|nil
---@return string
local function winbar(view)
  if not view then
    return '%=g? keys'
  end
  local doubt = view.confidence and view.confidence.level == 'low' and view.confidence.short
  local left = doubt and ('%%#ShortlistDoubt#%s%%* · '):format(literal(doubt)) or ''
  if view.state ~= 'running' then
    local found = #view.solutions
    return left .. ('%d solution%s%%=g? keys'):format(found, found == 1 and '' or 's')
  end
  local room = vim.api.nvim_win_get_width(0) - (doubt and #doubt + 3 or 0)
  local cancel = room > 30 and 'x cancel  ' or ''
  return left .. ('%d/%d'):format(#view.solutions, config.count()) .. '%<%=' .. cancel .. 'g? keys'
end

---@param sheet shortlist.Sheet
local function draw(sheet)
  local panel = sheet.data --[[@as shortlist.Panel]]
  local view = solutions.get(panel.problem_id)
  local sections = view and layout.of(view, config.count(), panel.marked)
    or layout.message('Contest mode is on: nothing is shown.')
  sheets.paint(sheet, sections)
  panel.blocks = layout.blocks(sections)
  panel.marked = M.block(panel, panel.marked) and panel.marked or nil
  pcall(vim.cmd.redrawstatus, { bang = true })
end

--- Has the next comparison begin with a program; nil for none.
---@param panel shortlist.Panel
---@param id string|nil
function M.mark(panel, id)
  panel.marked = id
  local sheet = sheets.of(panel.buffer)
  if sheet then
    draw(sheet)
  end
end

---@param source integer
---@param problem_id string
---@return shortlist.Sheet
local function create(source, problem_id)
  local panel = { source = source, problem_id = problem_id, blocks = {} }
  local sheet = sheets.create({
    kind = KIND,
    name = ('shortlist://%s/%d'):format(problem_id, source),
    keys = require('shortlist.panel.keys').list,
    title = 'the panel',
    close = require('shortlist.panel.keys').close,
    filetype = 'shortlist',
    window = { linebreak = true, breakindentopt = 'shift:3', foldenable = false },
    data = panel,
  })
  panel.buffer = sheet.buffer
  sheet.winbar = function()
    return winbar(solutions.get(problem_id))
  end
  return sheet
end

--- Opens the panel of a problem, or goes to the one that is open.
---@param problem_id string
---@param source integer the buffer that holds the problem
---@param options { focus: boolean }
function M.show(problem_id, source, options)
  local sheet = find(problem_id) or create(source, problem_id)
  sheets.open(sheet, config.get().panel.split, options.focus)
  draw(sheet)
end

--- Opens the panel of a problem with what the server knows now, and goes to it.
---@param client vim.lsp.Client
---@param problem_id string
---@param source integer the buffer that holds the problem
function M.ask_and_show(client, problem_id, source)
  solutions.refresh(client, problem_id, function(err)
    if err then
      require('shortlist.ui').complain(err)
    else
      M.show(problem_id, source, { focus = true })
    end
  end)
end

--- Brings an open panel up to date, and opens one where a solve has just started.
---@param problem_id string
local function update(problem_id)
  local view, sheet = solutions.get(problem_id), find(problem_id)
  if not view then
    if sheet then
      draw(sheet)
    end
    return
  end
  local options = config.get().panel
  local source = vim.uri_to_bufnr(view.uri)
  if view.state == 'running' and view.solveId and opened_for[problem_id] ~= view.solveId then
    opened_for[problem_id] = view.solveId
    if options.auto_open and vim.fn.bufwinid(source) ~= -1 then
      M.show(problem_id, source, { focus = options.focus })
      return
    end
  end
  if sheet then
    draw(sheet)
  end
end

vim.api.nvim_create_autocmd('User', {
  group = vim.api.nvim_create_augroup('shortlist-panel', {}),
  pattern = 'ShortlistSolutions',
  callback = function(event)
    update(event.data.problem_id)
  end,
})

return M
