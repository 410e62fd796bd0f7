--- What the panel says, as sections of text. Nothing here knows of a window or a buffer.
local chart = require('shortlist.panel.chart')
local painter = require('shortlist.sheet.painter')
local sheet_text = require('shortlist.sheet.text')

local M = {}

local add = sheet_text.add

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

---@param key string
---@return shortlist.Section
local function section(key)
  return { key = key, text = sheet_text.new() }
end

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

--- Adds the program to its section, whose first row says which it is.
---@param of shortlist.Section
---@param block { id: string, name: string, language: string, source: string, proof: string }
---@param marked string|nil id of the program that the next comparison begins with
local function add_program(of, block, marked)
  local first = #of.text.lines
  sheet_text.add_lines(of.text, (block.source:gsub('%s+$', '')))
  of.programs = { { first = first, last = #of.text.lines - 1, language = block.language } }
  of.data = block
  if block.id == marked then
    of.notes = { { row = 0, text = ' ◆ compare with … (d on another)', group = 'ShortlistMarked' } }
  end
  add(of.text)
end

---@param text shortlist.Text
---@param name string
---@param words string
local function add_values(text, name, words)
  local lines = vim.split((words:gsub('%s+$', '')), '\n')
  for index, line in ipairs(lines) do
    if index > EXAMPLE_LINES then
      add(text, { ('              … %d more lines'):format(#lines - EXAMPLE_LINES), 'ShortlistProof' })
      return
    end
    add(text, { ('    %-9s '):format(index == 1 and name or ''), 'ShortlistLabel' }, line)
  end
end

---@param view shortlist.View
---@param wanted integer
---@return shortlist.Section
local function head(view, wanted)
  local of = section('head')
  local text, stats = of.text, view.stats
  add(text, { view.problem.name ~= '' and view.problem.name or 'Solutions', 'ShortlistTitle' })
  local found = view.state == 'running' and ('%d/%d  '):format(#view.solutions, wanted) or ''
  local failed = view.state == 'failed' and 'ShortlistFailed' or 'ShortlistHeadline'
  add(text, { found, 'ShortlistRank' }, { view.headline, failed })
  if view.confidence then
    local doubtful = view.confidence.level == 'low'
    add(text, { view.confidence.text, doubtful and 'ShortlistDoubt' or 'ShortlistHeadline' })
  end
  if view.advice then
    add(text, { view.advice, 'ShortlistAdvice' })
  end
  if view.state == 'running' and #view.chart > 1 then
    local last = view.chart[#view.chart]
    add(text)
    add(
      text,
      { 'sampled ', 'ShortlistLabel' },
      { chart.line(view.chart, 'sampled', CHART_WIDTH), 'ShortlistSampled' },
      ' ' .. grouped(last.sampled)
    )
    add(
      text,
      { 'passed  ', 'ShortlistLabel' },
      { chart.line(view.chart, 'passed', CHART_WIDTH), 'ShortlistPassed' },
      ' ' .. grouped(last.passed)
    )
    add(text)
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
  add(text, { table.concat(facts, ' · '), 'ShortlistProof' })
  add(text)
  return of
end

---@param view shortlist.View
---@param marked string|nil
---@return shortlist.Section[]
local function solutions_of(view, marked)
  local groups, first_of, languages, found = {}, {}, {}, {}
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
    local group = groups[solution.group]
    local of = section(solution.id)
    of.sign = group and group.colour or colour(1)
    add(
      of.text,
      { ('%d'):format(solution.rank), 'ShortlistRank' },
      { several and '  ' .. solution.language or '', 'ShortlistLabel' },
      { '  ' .. solution.proof, 'ShortlistProof' },
      { solution.inserted and '  inserted' or '', 'ShortlistInserted' }
    )
    local alike = first_of[solution.group]
    if alike then
      add(of.text, { ('   behaves as solution %d'):format(alike), 'ShortlistProof' })
    else
      first_of[solution.group] = solution.rank
      if group and group.group.text ~= '' then
        add(of.text, { '   ' .. group.group.text, of.sign })
      end
    end
    if solution.model and solution.model ~= view.model and solution.model ~= '' then
      add(of.text, { '   written by ' .. solution.model, 'ShortlistProof' })
    end
    add_program(of, {
      id = solution.id,
      name = ('solution %d'):format(solution.rank),
      language = solution.language,
      source = solution.source,
      proof = solution.proof,
    }, marked)
    table.insert(found, of)
  end
  return found
end

---@param view shortlist.View
---@param marked string|nil
---@return shortlist.Section[]
local function near_misses(view, marked)
  if #view.nearMisses == 0 then
    return {}
  end
  local title = section('near misses')
  add(title.text, { 'Near misses', 'ShortlistTitle' }, { '  none of these passes all examples', 'ShortlistProof' })
  local found = { title }
  for index, miss in ipairs(view.nearMisses) do
    local of = section(miss.id)
    of.sign = 'ShortlistNearMiss'
    local inserted = { miss.inserted and '  inserted' or '', 'ShortlistInserted' }
    add(of.text, { '✗ ' .. miss.text, 'ShortlistNearMiss' }, inserted)
    local example = miss.example
    if example then
      add_values(of.text, 'input', example.input)
      add_values(of.text, 'expected', example.expected)
      if example.verdict == 'WA' or example.got ~= '' then
        add_values(of.text, 'got', example.got)
      end
      -- Of a wrong answer the detail says the same again.
      if example.verdict ~= 'WA' and example.detail ~= '' then
        add_values(of.text, example.verdict, example.detail)
      end
    end
    add_program(of, {
      id = miss.id,
      name = ('near miss %d'):format(index),
      language = miss.language,
      source = miss.source,
      proof = miss.text,
    }, marked)
    table.insert(found, of)
  end
  return found
end

--- A panel without programs.
---@param words string
---@return shortlist.Section[]
function M.message(words)
  local of = section('head')
  add(of.text, { words, 'ShortlistHeadline' })
  return { of }
end

--- Lays a view out.
---@param view shortlist.View
---@param wanted integer how many solutions the solve looks for
---@param marked string|nil id of the program that the next comparison begins with
---@return shortlist.Section[]
function M.of(view, wanted, marked)
  local sections = { head(view, wanted) }
  vim.list_extend(sections, solutions_of(view, marked))
  vim.list_extend(sections, near_misses(view, marked))
  if #view.notes > 0 then
    local notes = section('notes')
    for _, note in ipairs(view.notes) do
      add(notes.text, { '· ' .. note, 'ShortlistProof' })
    end
    table.insert(sections, notes)
  end
  local last = sections[#sections].text.lines
  while #last > 1 and last[#last] == '' do
    table.remove(last)
  end
  return sections
end

--- The programs, with their places.
---@param sections shortlist.Section[]
---@return shortlist.Block[]
function M.blocks(sections)
  local rows, found = painter.rows(sections), {}
  for index, of in ipairs(sections) do
    local program = of.data and of.programs[1]
    if program then
      local places = {
        head = rows[index],
        first = rows[index] + program.first,
        last = rows[index] + program.last,
      }
      table.insert(found, vim.tbl_extend('error', of.data, places))
    end
  end
  return found
end

return M
