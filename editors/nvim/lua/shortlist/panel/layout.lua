--- What the panel says, as lines and what is where in them. Nothing here knows of a window or a
--- buffer.
local chart = require('shortlist.panel.chart')
local add = require('shortlist.sheet.text').add

local M = {}

local CHART_WIDTH = 32
--- Lines of an example that are shown of a near miss.
local EXAMPLE_LINES = 8

---@class shortlist.Block One program of the panel; rows count from 0.
---@field id string
---@field name string "solution 2"
---@field language string
---@field source string
---@field proof string
---@field head integer row on which it begins
---@field first integer first row of the program
---@field last integer last row of the program
---@field colour string highlight group of its behaviour

---@class shortlist.Layout
---@field lines string[]
---@field highlights { row: integer, from: integer, to: integer, group: string }[]
---@field blocks shortlist.Block[]
---@field confidence integer|nil row of the confidence

---@param number integer
---@return string with commas between thousands
local function grouped(number)
  local text = ('%d'):format(number):reverse():gsub('(%d%d%d)', '%1,'):reverse()
  return (text:gsub('^,', ''))
end

---@param index integer
---@return string highlight group
local function colour(index)
  return 'ShortlistGroup' .. ((index - 1) % 6 + 1)
end

---@param layout shortlist.Layout
---@param block shortlist.Block
local function add_program(layout, block)
  block.first = #layout.lines
  for _, line in ipairs(vim.split((block.source:gsub('%s+$', '')), '\n')) do
    table.insert(layout.lines, (line:gsub('\r$', '')))
  end
  block.last = #layout.lines - 1
  table.insert(layout.blocks, block)
  add(layout)
end

---@param layout shortlist.Layout
---@param name string
---@param text string
local function add_values(layout, name, text)
  local lines = vim.split((text:gsub('%s+$', '')), '\n')
  for index, line in ipairs(lines) do
    if index > EXAMPLE_LINES then
      add(layout, { ('              … %d more lines'):format(#lines - EXAMPLE_LINES), 'ShortlistProof' })
      return
    end
    add(layout, { ('    %-9s '):format(index == 1 and name or ''), 'ShortlistLabel' }, line)
  end
end

---@param layout shortlist.Layout
---@param view shortlist.View
---@param wanted integer
local function add_head(layout, view, wanted)
  local stats = view.stats
  add(layout, { view.problem.name ~= '' and view.problem.name or 'Solutions', 'ShortlistTitle' })
  local found = view.state == 'running' and ('%d/%d  '):format(#view.solutions, wanted) or ''
  local failed = view.state == 'failed' and 'ShortlistFailed' or 'ShortlistHeadline'
  add(layout, { found, 'ShortlistRank' }, { view.headline, failed })
  if view.confidence then
    local doubtful = view.confidence.level == 'low'
    layout.confidence = add(layout, { view.confidence.text, doubtful and 'ShortlistDoubt' or 'ShortlistHeadline' })
  end
  if view.advice then
    add(layout, { view.advice, 'ShortlistAdvice' })
  end
  if view.state == 'running' and #view.chart > 1 then
    local last = view.chart[#view.chart]
    add(layout)
    add(
      layout,
      { 'sampled ', 'ShortlistLabel' },
      { chart.line(view.chart, 'sampled', CHART_WIDTH), 'ShortlistSampled' },
      ' ' .. grouped(last.sampled)
    )
    add(
      layout,
      { 'passed  ', 'ShortlistLabel' },
      { chart.line(view.chart, 'passed', CHART_WIDTH), 'ShortlistPassed' },
      ' ' .. grouped(last.passed)
    )
    add(layout)
  end
  local facts = { view.model ~= '' and 'model ' .. view.model or "the engine's own model" }
  if view.seed then
    table.insert(facts, ('seed %d'):format(view.seed))
  end
  if view.state ~= 'running' and stats and stats.sampled then
    table.insert(facts, ('%s of %s samples'):format(grouped(stats.sampled), grouped(view.budget.samples)))
    table.insert(facts, ('%.1f of %g s'):format(stats.seconds or 0, view.budget.seconds))
    table.insert(
      facts,
      ('%s distinct, %s of them passed'):format(grouped(stats.unique or 0), grouped(stats.passed or 0))
    )
  else
    table.insert(facts, ('at most %s samples or %g s'):format(grouped(view.budget.samples), view.budget.seconds))
  end
  add(layout, { table.concat(facts, ' · '), 'ShortlistProof' })
  add(layout)
end

---@param layout shortlist.Layout
---@param view shortlist.View
local function add_solutions(layout, view)
  local groups, first_of, languages = {}, {}, {}
  for index, group in ipairs(view.groups) do
    groups[group.id] = { group = group, colour = colour(index) }
  end
  local solutions = vim.list_slice(view.solutions)
  table.sort(solutions, function(one, other)
    return one.rank < other.rank
  end)
  for _, solution in ipairs(solutions) do
    languages[solution.language] = true
  end
  local several = vim.tbl_count(languages) > 1
  for _, solution in ipairs(solutions) do
    local of = groups[solution.group]
    local marked = of and of.colour or colour(1)
    local head = add(
      layout,
      { ('%d'):format(solution.rank), 'ShortlistRank' },
      { several and '  ' .. solution.language or '', 'ShortlistLabel' },
      { '  ' .. solution.proof, 'ShortlistProof' },
      { solution.inserted and '  inserted' or '', 'ShortlistInserted' }
    )
    local alike = first_of[solution.group]
    if alike then
      add(layout, { ('   behaves as solution %d'):format(alike), 'ShortlistProof' })
    else
      first_of[solution.group] = solution.rank
      if of and of.group.text ~= '' then
        add(layout, { '   ' .. of.group.text, marked })
      end
    end
    if solution.model and solution.model ~= view.model and solution.model ~= '' then
      add(layout, { '   written by ' .. solution.model, 'ShortlistProof' })
    end
    add_program(layout, {
      id = solution.id,
      name = ('solution %d'):format(solution.rank),
      language = solution.language,
      source = solution.source,
      proof = solution.proof,
      head = head,
      first = 0,
      last = 0,
      colour = marked,
    })
  end
end

---@param layout shortlist.Layout
---@param view shortlist.View
local function add_near_misses(layout, view)
  if #view.nearMisses == 0 then
    return
  end
  add(layout, { 'Near misses', 'ShortlistTitle' }, { '  none of these passes all examples', 'ShortlistProof' })
  for index, miss in ipairs(view.nearMisses) do
    local inserted = { miss.inserted and '  inserted' or '', 'ShortlistInserted' }
    local head = add(layout, { '✗ ' .. miss.text, 'ShortlistNearMiss' }, inserted)
    local example = miss.example
    if example then
      add_values(layout, 'input', example.input)
      add_values(layout, 'expected', example.expected)
      if example.verdict == 'WA' or example.got ~= '' then
        add_values(layout, 'got', example.got)
      end
      -- Of a wrong answer the detail says the same again.
      if example.verdict ~= 'WA' and example.detail ~= '' then
        add_values(layout, example.verdict, example.detail)
      end
    end
    add_program(layout, {
      id = miss.id,
      name = ('near miss %d'):format(index),
      language = miss.language,
      source = miss.source,
      proof = miss.text,
      head = head,
      first = 0,
      last = 0,
      colour = 'ShortlistNearMiss',
    })
  end
end

--- A panel without programs.
---@param text string
---@return shortlist.Layout
function M.message(text)
  local layout = { lines = {}, highlights = {}, blocks = {} }
  add(layout, { text, 'ShortlistHeadline' })
  return layout
end

--- Lays a view out.
---@param view shortlist.View
---@param wanted integer how many solutions the solve looks for
---@return shortlist.Layout
function M.of(view, wanted)
  local layout = { lines = {}, highlights = {}, blocks = {} }
  add_head(layout, view, wanted)
  add_solutions(layout, view)
  add_near_misses(layout, view)
  for _, note in ipairs(view.notes) do
    add(layout, { '· ' .. note, 'ShortlistProof' })
  end
  while #layout.lines > 1 and layout.lines[#layout.lines] == '' do
    table.remove(layout.lines)
  end
  return layout
end

return M
