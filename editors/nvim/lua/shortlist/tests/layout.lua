--- What the tests view says, as sections of text. Nothing here knows of a window or a buffer.
local sheet_text = require('shortlist.sheet.text')

local M = {}

local add = sheet_text.add

--- Lines of a text that are shown of a test.
local MOST_LINES = 12
local INDENT = '    '
local LABEL_WIDTH = 10
--- Tests that were not run are open as long as they are few.
local FEW = 4

local SIGNS = {
  AC = { '✓', 'ShortlistPassed' },
  OK = { '•', 'ShortlistSampled' },
  SK = { '·', 'ShortlistProof' },
}
local FAILED = { '✗', 'ShortlistFailed' }
local NOT_RUN = { '·', 'ShortlistProof' }

---@param milliseconds number
---@return string
function M.time(milliseconds)
  if milliseconds >= 1000 then
    return ('%.2f s'):format(milliseconds / 1000)
  end
  return ('%d ms'):format(math.floor(milliseconds + 0.5))
end

---@param kibibytes number
---@return string
function M.memory(kibibytes)
  return ('%.1f MiB'):format(kibibytes / 1024)
end

--- A limit without digits that say nothing.
---@param milliseconds number
---@return string
local function limit(milliseconds)
  return milliseconds >= 1000 and ('%g s'):format(milliseconds / 1000) or ('%d ms'):format(milliseconds)
end

--- Bytes of a line up to an offset in UTF-16 code units.
---@param line string
---@param offset integer
---@return integer
local function bytes(line, offset)
  local ok, place
  if vim.fn.has('nvim-0.11') == 1 then
    ok, place = pcall(vim.str_byteindex, line, 'utf-16', offset, false)
  else
    ok, place = pcall(vim.str_byteindex, line, offset, true)
  end
  return ok and place or #line
end

---@class shortlist.Mark
---@field line integer from 1
---@field text string as the line must be
---@field from integer in bytes
---@field to integer

--- Adds a text under its label, with a mark on the line that differs.
---@param section shortlist.Section
---@param label string
---@param words string
---@param mark shortlist.Mark|nil
---@param what string what is behind the marked line
---@return boolean shown whether the marked line is
local function add_values(section, label, words, mark, what)
  local lines = sheet_text.split(words)
  local shown = false
  for index, line in ipairs(lines) do
    if index > MOST_LINES and not (mark and mark.line == index and index == #lines) then
      local more = #lines - MOST_LINES
      add(section.text, {
        ('%s%s… %d more line%s (o shows all)'):format(INDENT, (' '):rep(LABEL_WIDTH), more, more == 1 and '' or 's'),
        'ShortlistProof',
      })
      break
    end
    local row = add(
      section.text,
      { INDENT .. sheet_text.padded(index == 1 and label or '', LABEL_WIDTH), 'ShortlistLabel' },
      line
    )
    if mark and mark.line == index and mark.text == line then
      shown = true
      local before = #INDENT + LABEL_WIDTH
      table.insert(section.text.highlights, {
        row = row,
        from = before + mark.from,
        to = before + math.max(mark.to, mark.from),
        group = 'ShortlistDifferent',
      })
      table.insert(section.notes, { row = row, text = what, group = 'ShortlistFailed' })
    end
  end
  return shown
end

---@param section shortlist.Section
---@param label string
---@param line string
---@param from integer
---@param to integer
local function add_line_of_difference(section, label, line, from, to)
  local row = add(section.text, { INDENT .. sheet_text.padded(label, LABEL_WIDTH), 'ShortlistLabel' }, line)
  local before = #INDENT + LABEL_WIDTH
  table.insert(
    section.text.highlights,
    { row = row, from = before + from, to = before + to, group = 'ShortlistDifferent' }
  )
end

---@param difference shortlist.TestDifference
---@return shortlist.Mark got, shortlist.Mark expected
local function marks_of(difference)
  local function mark(text, from, to)
    return { line = difference.line, text = text, from = bytes(text, from), to = bytes(text, to) }
  end
  return mark(difference.got, difference.start, difference['end']),
    mark(difference.expected, difference.expectedStart, difference.expectedEnd)
end

---@param test shortlist.Test
---@return boolean
local function has_failed(test)
  return test.result ~= nil and not SIGNS[test.result.verdict]
end

---@param section shortlist.Section
---@param test shortlist.Test
local function add_result(section, test)
  local result = test.result --[[@as shortlist.TestResult]]
  local difference = result.difference
  local got, expected
  if difference then
    got, expected = marks_of(difference)
  end
  local expected_shown = true
  if test.expected then
    expected_shown = add_values(section, 'expected', test.expected, expected, '  ← expected here') or not difference
  end
  local got_shown = true
  if result.stdout ~= '' or test.expected and result.verdict == 'WA' then
    local words = result.stdout
    got_shown = add_values(section, 'got', words, got, '  ← the first difference') or not difference
  end
  if difference and not (got_shown and expected_shown) then
    add(section.text, {
      ('%sline %d differs:'):format(INDENT, difference.line),
      'ShortlistFailed',
    })
    add_line_of_difference(section, 'expected', difference.expected, expected.from, expected.to)
    add_line_of_difference(section, 'got', difference.got, got.from, got.to)
  end
  if result.detail ~= '' and result.verdict ~= 'AC' then
    add(section.text, { INDENT .. sheet_text.padded('why', LABEL_WIDTH), 'ShortlistLabel' }, result.detail)
  end
  if vim.trim(result.stderr) ~= '' then
    add_values(section, 'stderr', result.stderr, nil, '')
  end
end

---@param test shortlist.Test
---@param name_width integer
---@param open boolean whether it begins open, not being judged yet
---@return shortlist.Section
local function of_test(test, name_width, open)
  local result = test.result
  local verdict = result and result.verdict or ''
  local sign = result and (SIGNS[verdict] or FAILED) or NOT_RUN
  local section = {
    key = test.id,
    text = sheet_text.new(),
    notes = {},
    sign = sign[2],
    folded = not has_failed(test) and not (open and not result),
    state = verdict,
    data = test,
  }
  local cost = (' '):rep(21)
  if result and verdict ~= 'SK' and verdict ~= 'CE' then
    cost = ('%9s  %10s'):format(M.time(result.timeMs), M.memory(result.memoryKiB))
  end
  add(
    section.text,
    { ('%s %-3s '):format(sign[1], verdict), sign[2] },
    { sheet_text.padded(test.name, name_width), 'ShortlistRank' },
    { cost, 'ShortlistProof' },
    { test.kind == 'own' and '  own' or '', 'ShortlistProof' }
  )
  add_values(section, 'input', test.input, nil, '')
  if not test.expected then
    add(section.text, {
      INDENT .. (' '):rep(LABEL_WIDTH) .. 'no expected output: nothing is compared',
      'ShortlistProof',
    })
  end
  if result then
    add_result(section, test)
  elseif test.expected then
    add_values(section, 'expected', test.expected, nil, '')
  end
  if test.cut or result and result.cut then
    add(section.text, { INDENT .. 'long texts are cut here: o shows them whole', 'ShortlistProof' })
  end
  add(section.text)
  return section
end

---@param view shortlist.TestsView
---@return shortlist.Section
local function head(view)
  local text = sheet_text.new()
  add(text, { view.title ~= '' and view.title or 'Tests', 'ShortlistTitle' })
  local failed = view.compileOutput ~= nil
  for _, test in ipairs(view.tests) do
    failed = failed or has_failed(test)
  end
  add(text, { view.running and '◌ ' or '', 'ShortlistRank' }, {
    view.headline,
    view.running and 'ShortlistHeadline'
      or view.stale and 'ShortlistDoubt'
      or failed and 'ShortlistFailed'
      or 'ShortlistHeadline',
  }, { view.stale and not view.running and '   R runs them again' or '', 'ShortlistAdvice' })
  if view.unavailable and view.unavailable ~= view.headline then
    add(text, { view.unavailable, 'ShortlistDoubt' })
  end
  local facts = {}
  if view.language ~= '' then
    table.insert(facts, view.language)
  end
  table.insert(facts, limit(view.limits.timeMs))
  table.insert(facts, ('%g MiB'):format(view.limits.memoryMiB))
  if view.comparison ~= '' then
    table.insert(facts, 'compared by ' .. view.comparison)
  end
  if view.file then
    table.insert(facts, vim.fs.basename(view.file))
  end
  add(text, { table.concat(facts, ' · '), 'ShortlistProof' })
  if view.interactive then
    add(text, { 'An interactive problem: gc talks to your program in a terminal.', 'ShortlistAdvice' })
  end
  if view.practice then
    add(text, { 'practice ', 'ShortlistLabel' }, view.practice)
    add(text, { 'gs submit · gh hint · ge explain · gX give up', 'ShortlistAdvice' })
  end
  if view.compileOutput then
    add(text)
    add(text, { 'It does not compile:', 'ShortlistFailed' })
    for index, line in ipairs(sheet_text.split(view.compileOutput)) do
      if index > 3 * MOST_LINES then
        add(text, { INDENT .. '…', 'ShortlistProof' })
        break
      end
      add(text, INDENT .. line)
    end
  end
  add(text)
  return { key = 'head', text = text }
end

---@param view shortlist.TestsView
---@return shortlist.Section|nil
local function tail(view)
  local text = sheet_text.new()
  if #view.notes > 0 then
    add(text)
  end
  if #view.tests == 0 and not view.unavailable then
    add(text, { 'There are no tests yet: a adds one.', 'ShortlistAdvice' })
  end
  for _, note in ipairs(view.notes) do
    add(text, { '· ' .. note, 'ShortlistProof' })
  end
  return #text.lines > 0 and { key = 'tail', text = text } or nil
end

--- Sections of tests that did not change since.
---@type table<shortlist.Test, { result: table|nil, width: integer, open: boolean, section: shortlist.Section }>
local made = setmetatable({}, { __mode = 'k' })

---@param test shortlist.Test
---@param width integer
---@param open boolean
---@return shortlist.Section
local function section_of(test, width, open)
  local known = made[test]
  if known and known.result == test.result and known.width == width and known.open == open then
    return known.section
  end
  local section = of_test(test, width, open)
  made[test] = { result = test.result, width = width, open = open, section = section }
  return section
end

--- Lays a view out; `extra` are the sections of what was done with it (stress test, largest inputs,
--- practice).
---@param view shortlist.TestsView
---@param extra { before: shortlist.Section[], after: shortlist.Section[] }
---@return shortlist.Section[]
function M.of(view, extra)
  local sections, width = { head(view) }, 12
  vim.list_extend(sections, extra.before)
  for _, test in ipairs(view.tests) do
    width = math.max(width, math.min(vim.fn.strdisplaywidth(test.name), 30))
  end
  for _, test in ipairs(view.tests) do
    table.insert(sections, section_of(test, width, #view.tests <= FEW))
  end
  vim.list_extend(sections, extra.after)
  table.insert(sections, tail(view))
  return sections
end

M.add_values = add_values

--- A view without tests.
---@param words string
---@return shortlist.Section[]
function M.message(words)
  local text = sheet_text.new()
  add(text, { words, 'ShortlistHeadline' })
  return { { key = 'head', text = text } }
end

return M
