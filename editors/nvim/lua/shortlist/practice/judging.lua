--- Submits a program of practice to its hidden tests; the verdict of each group is shown among the
--- tests as it comes.
local extras = require('shortlist.tests.extras')
local jobs = require('shortlist.jobs')
local layout = require('shortlist.tests.layout')
local panel = require('shortlist.tests.panel')
local sheet_text = require('shortlist.sheet.text')
local ui = require('shortlist.ui')
local wire = require('shortlist.wire')

local M = {}

local add = sheet_text.add

local WORDS = {
  WA = 'wrong answer',
  TLE = 'too slow',
  MLE = 'too much memory',
  OLE = 'too much output',
  RE = 'runtime error',
  CE = 'it does not compile',
  PE = 'wrong format',
  SE = 'it could not be judged',
}

---@class shortlist.Group
---@field name string
---@field verdict string
---@field passed integer
---@field total integer
---@field time_ms number
---@field memory_kib number

---@class shortlist.Judged
---@field groups shortlist.Group[]
---@field running boolean
---@field document table|nil what came of it all

---@type table<string, shortlist.Judged> by URI
local judged = {}

---@param time string|nil in ISO 8601
---@return string a day
function M.day(time)
  return time and time:sub(1, 10) or ''
end

---@param change table|nil
---@return string|nil
function M.rating_change(change)
  return change and ('Your rating: %.0f → %.0f.'):format(change.before, change.after)
end

--- What came of a program, in sentences.
---@param document table
---@return string
function M.outcome(document)
  local try = document.tries > 1 and (' at try %d'):format(document.tries) or ''
  if not document.accepted then
    local words = WORDS[document.verdict] or document.verdict
    local first
    for _, group in ipairs(document.groups) do
      if group.verdict ~= 'AC' then
        first = group.name
        break
      end
    end
    local where = first and document.verdict ~= 'CE' and (' in %s'):format(first) or ''
    return ('%s%s%s%s.'):format(words:sub(1, 1):upper(), words:sub(2), where, try)
  end
  local said = { ('Accepted%s.'):format(try) }
  table.insert(said, M.rating_change(document.rating))
  if document.due then
    table.insert(said, ('It comes again on %s.'):format(M.day(document.due)))
  end
  return table.concat(said, ' ')
end

---@param state shortlist.Judged
---@return shortlist.Section
local function section_of(state)
  local document = state.document
  local section = { key = 'submission', text = sheet_text.new(), notes = {} }
  local failed = document and not document.accepted
  section.sign = failed and 'ShortlistFailed' or document and 'ShortlistPassed' or 'ShortlistProof'
  add(section.text, { 'Hidden tests  ', 'ShortlistTitle' }, {
    document and M.outcome(document) or state.running and 'judging …' or 'cancelled',
    failed and 'ShortlistFailed' or document and 'ShortlistPassed' or 'ShortlistHeadline',
  })
  local width = 8
  for _, group in ipairs(state.groups) do
    width = math.max(width, vim.fn.strdisplaywidth(group.name))
  end
  for _, group in ipairs(state.groups) do
    local passed = group.verdict == 'AC'
    add(
      section.text,
      {
        ('%s %-3s '):format(passed and '✓' or '✗', group.verdict),
        passed and 'ShortlistPassed' or 'ShortlistFailed',
      },
      sheet_text.padded(group.name, width),
      ('%12s'):format(('%d of %d'):format(group.passed, group.total)),
      {
        ('%11s  %10s'):format(layout.time(group.time_ms), layout.memory(group.memory_kib)),
        'ShortlistProof',
      }
    )
  end
  if document and document.message and document.message ~= '' then
    for _, line in ipairs(sheet_text.split(document.message)) do
      add(section.text, '    ' .. line)
    end
  end
  if document and document.unsure then
    add(section.text, {
      'Other answers may be right, too, and there is no checker.',
      'ShortlistDoubt',
    })
  end
  for _, note in ipairs(document and document.notes or {}) do
    add(section.text, { '· ' .. note, 'ShortlistProof' })
  end
  if failed and document.verdict ~= 'CE' and not document.contest then
    add(section.text, {
      document.has_failure and not document.failure and 'gf shows the failing test (counts as help) · gh hint'
        or 'gh hint',
      'ShortlistAdvice',
    })
  elseif document and document.accepted and not document.contest then
    add(section.text, { 'ge explanation · :Shortlist practice next', 'ShortlistAdvice' })
  end
  add(section.text)
  return section
end

--- The first hidden test that fails.
---@param failure table
---@return shortlist.Section
local function failure_of(failure)
  local section = { key = 'failure', text = sheet_text.new(), notes = {}, sign = 'ShortlistFailed' }
  section.data = { found = { input = failure.input, expected = failure.expected } }
  add(section.text, { ('✗ %s '):format(failure.verdict), 'ShortlistFailed' }, {
    ('hidden test %d of %s'):format(failure.number, failure.group),
    'ShortlistRank',
  })
  layout.add_values(section, 'input', failure.input, nil, '')
  if failure.expected and failure.expected ~= '' then
    layout.add_values(section, 'expected', failure.expected, nil, '')
  end
  layout.add_values(section, 'got', failure.got or '', nil, '')
  if failure.detail and failure.detail ~= '' then
    add(section.text, { '    why       ', 'ShortlistLabel' }, failure.detail)
  end
  if failure.errors and vim.trim(failure.errors) ~= '' then
    layout.add_values(section, 'stderr', failure.errors, nil, '')
  end
  add(section.text, { '+ keeps it as a test of your own · dd takes it away', 'ShortlistAdvice' })
  add(section.text)
  return section
end

--- Handles `shortlist/didJudgeGroup`.
function M.on_group(_, params)
  params = wire.without_nulls(params)
  local state = judged[params.uri]
  if state and state.running then
    table.insert(state.groups, params.group)
    extras.set(params.uri, 'submission', section_of(state))
  end
end

--- Submits the program of a buffer.
---@param source integer
---@param options { show_failure: boolean }
function M.submit(source, options)
  local client = require('shortlist.commands.calls').client(source)
  if not client then
    return
  end
  local uri = vim.uri_from_bufnr(source)
  local state = { groups = {}, running = true }
  judged[uri] = state
  extras.set(uri, 'failure', nil)
  extras.set(uri, 'submission', section_of(state))
  panel.go_to(source, 'submission')
  local arguments = { uri = uri, showFailure = options.show_failure or nil }
  local job = {
    bufnr = source,
    name = 'submission',
    text = 'judging by the hidden tests',
    method = 'shortlist/practice',
    params = { action = 'submit', arguments = arguments },
  }
  jobs.start(client, job, function(err, document, done)
    state.running = false
    if judged[uri] ~= state then
      return
    end
    if err then
      extras.set(uri, 'submission', done.cancelled and section_of(state) or nil)
      ui.complain(err)
      return
    end
    state.document, state.groups = document, document.groups
    extras.set(uri, 'submission', section_of(state))
    if document.failure then
      extras.set(uri, 'failure', failure_of(document.failure))
    end
    panel.go_to(source, document.failure and 'failure' or 'submission')
    ui.say(M.outcome(document), not document.accepted and vim.log.levels.WARN or nil)
    require('shortlist.practice.list').refresh()
    if document.contest then
      require('shortlist.practice.contest').refresh()
    end
  end)
end

return M
