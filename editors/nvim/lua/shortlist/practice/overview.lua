--- The user's progress: rating, weeks, topics, what is due and what is open, drawn as text.
local calls = require('shortlist.practice.calls')
local config = require('shortlist.config')
local plots = require('shortlist.practice.plots')
local sheet_text = require('shortlist.sheet.text')
local sheets = require('shortlist.sheet')

local M = {}

local add = sheet_text.add
local KIND = 'practice'
local WIDTH, HEIGHT = 60, 8
local TOPICS, WEEKS = 14, 12

--- Seconds since 1970 of a time in ISO 8601, in UTC.
---@param time string
---@return integer
function M.seconds(time)
  local year, month, day, hour, minute, second = time:match('(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)')
  local parts = { year = year, month = month, day = day, hour = hour, min = minute, sec = second, isdst = false }
  return os.time(parts)
end

---@param seconds number
---@return string
local function duration(seconds)
  if seconds < 3600 then
    return ('%d min'):format(math.max(1, math.floor(seconds / 60 + 0.5)))
  end
  return ('%.1f h'):format(seconds / 3600)
end

---@param document table
---@return shortlist.Section
local function head(document)
  local text = sheet_text.new()
  local rating = document.rating
  add(text, { 'Progress', 'ShortlistTitle' })
  calls.add_notes(text, document)
  if rating.is_known then
    add(text, { ('Rating %.0f'):format(rating.rating), 'ShortlistRank' }, {
      (' ± %.0f'):format(rating.deviation),
      'ShortlistProof',
    })
  else
    add(text, { 'Rating not known yet: solve a problem, or :Shortlist practice set-rating 1400', 'ShortlistAdvice' })
  end
  local facts = {
    ('%d solved'):format(document.solved),
    ('%d given up'):format(document.given_up),
    ('%d tries'):format(document.tries),
    ('%d hints'):format(document.hints),
  }
  if document.solve_seconds then
    table.insert(facts, ('median %s'):format(duration(document.solve_seconds)))
  end
  add(text, { table.concat(facts, ' · '), 'ShortlistHeadline' })
  local streak = document.streak
  add(text, {
    ('Streak %d day%s, longest %d%s'):format(
      streak.current,
      streak.current == 1 and '' or 's',
      streak.longest,
      streak.today and '' or ' · nothing solved today yet'
    ),
    'ShortlistHeadline',
  })
  add(text)
  return { key = 'head', text = text }
end

---@param sections shortlist.Section[]
---@param key string
---@param title string
---@param draw fun(text: shortlist.Text)
local function section(sections, key, title, draw)
  local text = sheet_text.new()
  add(text, { title, 'ShortlistTitle' })
  draw(text)
  add(text)
  table.insert(sections, { key = key, text = text, folded = false })
end

---@param document table
---@return shortlist.Section[]
function M.sections(document)
  local sections = { head(document) }
  if #document.ratings > 1 then
    section(sections, 'rating', 'Rating over time', function(text)
      local points = vim.tbl_map(function(point)
        return { M.seconds(point.at), point.rating }
      end, document.ratings)
      plots.add_line(text, points, WIDTH, HEIGHT, 'ShortlistSampled')
      local first, last = document.ratings[1].at:sub(1, 10), document.ratings[#document.ratings].at:sub(1, 10)
      add(text, {
        ('        %s%s%s'):format(first, (' '):rep(math.max(WIDTH - #first - #last, 1)), last),
        'ShortlistProof',
      })
    end)
  end
  local in_weeks = 0
  for _, week in ipairs(document.weeks) do
    in_weeks = in_weeks + week.solved + week.given_up
  end
  if in_weeks > 0 then
    section(sections, 'weeks', 'Solved per week', function(text)
      local rows = {}
      for index = math.max(1, #document.weeks - WEEKS + 1), #document.weeks do
        local week = document.weeks[index]
        table.insert(rows, {
          label = week.start,
          count = week.solved,
          more = week.given_up > 0 and ('%d given up'):format(week.given_up) or nil,
        })
      end
      plots.add_bars(text, rows, 40)
    end)
  end
  if #document.tags > 0 then
    section(sections, 'topics', 'Topics', function(text)
      local rows = {}
      for index = 1, math.min(TOPICS, #document.tags) do
        local topic = document.tags[index]
        table.insert(rows, {
          label = topic.tag,
          count = topic.solved,
          more = topic.given_up > 0 and ('%d given up'):format(topic.given_up) or nil,
          group = 'ShortlistSampled',
        })
      end
      plots.add_bars(text, rows, 40)
      if #document.tags > TOPICS then
        add(text, { ('  and %d more'):format(#document.tags - TOPICS), 'ShortlistProof' })
      end
    end)
  end
  local due = 0
  for _, day in ipairs(document.due_days) do
    due = due + day.count
  end
  if due > 0 then
    section(sections, 'due', ('Due: %d now'):format(#document.due), function(text)
      local rows = {}
      for _, day in ipairs(document.due_days) do
        table.insert(rows, { label = day.day, count = day.count, group = 'ShortlistNearMiss' })
      end
      plots.add_bars(text, rows, 40)
    end)
  end
  for index, round in ipairs(document.open) do
    local text = sheet_text.new()
    if index == 1 then
      add(text, { 'Open', 'ShortlistTitle' }, { '  <CR> goes to the file', 'ShortlistAdvice' })
    end
    local facts = { ('opened %s'):format(round.opened:sub(1, 10)) }
    if round.tries > 0 then
      table.insert(facts, ('%d tr%s'):format(round.tries, round.tries == 1 and 'y' or 'ies'))
    end
    if round.hints > 0 then
      table.insert(facts, ('%d hint%s'):format(round.hints, round.hints == 1 and '' or 's'))
    end
    if round.contest then
      table.insert(facts, ('contest %d'):format(round.contest))
    end
    add(
      text,
      { ('%6s  '):format(round.rating and ('%.0f'):format(round.rating) or '-'), 'ShortlistRank' },
      sheet_text.padded(sheet_text.cut(round.title, 36), 36),
      { '  ' .. table.concat(facts, ' · '), 'ShortlistProof' }
    )
    table.insert(sections, {
      key = 'open ' .. round.problem,
      text = text,
      data = {
        open = function()
          require('shortlist.practice.opening').go(round.file)
        end,
      },
    })
  end
  if #document.open > 0 then
    local text = sheet_text.new()
    add(text)
    table.insert(sections, { key = 'below open', text = text })
  end
  if #document.contests > 0 then
    section(sections, 'contests', 'Contests', function(text)
      for index = #document.contests, math.max(1, #document.contests - 9), -1 do
        local contest = document.contests[index]
        add(
          text,
          { ('%6d  %s  '):format(contest.number, contest.started:sub(1, 10)), 'ShortlistProof' },
          ('%d solved, penalty %d'):format(contest.solved or 0, contest.penalty or 0),
          { contest.finished and '' or '  goes on', 'ShortlistDoubt' }
        )
      end
    end)
  end
  return sections
end

---@return shortlist.Sheet|nil
local function find()
  return sheets.find(KIND, function(sheet)
    return sheet.data.is_progress
  end)
end

---@type shortlist.Key[]
local KEYS = {
  {
    keys = { '<CR>' },
    says = 'go to the file under the cursor; fold a plot',
    run = function()
      require('shortlist.tests.actions').fold()
    end,
  },
  {
    keys = { 'R', '<C-l>' },
    says = 'read it again',
    run = function()
      M.show({})
    end,
  },
  {
    keys = { 'L' },
    says = 'the problems',
    run = function()
      require('shortlist.commands').dispatch('practice', { 'list' })
    end,
  },
}

--- Shows the progress; with a rating, one that the user sets first.
---@param options { rating?: number }
function M.show(options)
  local action = options.rating and 'setRating' or 'progress'
  calls.ask(action, { rating = options.rating }, function(document)
    local sheet = find()
      or sheets.create({
        kind = KIND,
        name = 'shortlist://progress',
        keys = KEYS,
        title = 'your progress',
        keep = true,
        data = { is_progress = true },
      })
    sheets.open(sheet, config.get().practice.split, true)
    sheets.paint(sheet, M.sections(document))
  end)
end

return M
