--- Runs the user's program: on tests, against another one, on the largest inputs.
local extras = require('shortlist.tests.extras')
local jobs = require('shortlist.jobs')
local layout = require('shortlist.tests.layout')
local sheet_text = require('shortlist.sheet.text')
local ui = require('shortlist.ui')

local M = {}

local add = sheet_text.add

--- Whether the user sees the tests of a program.
---@param source integer
---@return boolean
local function is_shown(source)
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    local sheet = require('shortlist.sheet').of(vim.api.nvim_win_get_buf(window))
    if sheet and sheet.kind == 'tests' and sheet.data.source == source then
      return true
    end
  end
  return false
end

--- Runs tests; verdicts appear in the view as they come.
---@param client vim.lsp.Client
---@param source integer
---@param ids string[]|nil nil runs all
---@param on_done? fun(result: table|nil)
function M.run(client, source, ids, on_done)
  local job = {
    bufnr = source,
    name = 'tests',
    text = ids and #ids == 1 and 'running one test' or 'running the tests',
    method = 'shortlist/runTests',
    params = { uri = vim.uri_from_bufnr(source), ids = ids },
  }
  jobs.start(client, job, function(err, result)
    if err then
      ui.complain(err)
    elseif result and not result.cancelled and not is_shown(source) then
      ui.say(result.message, result.passed < result.total and vim.log.levels.WARN or nil)
    end
    if on_done then
      on_done(result)
    end
  end)
end

--- The section of an input on which programs differ.
---@param result table
---@return shortlist.Section
local function counterexample(result)
  local test = result.test
  local section = { key = 'stress', text = sheet_text.new(), notes = {}, sign = 'ShortlistFailed' }
  section.data = { found = test }
  add(section.text, { '✗ Counterexample  ', 'ShortlistFailed' }, { result.message, 'ShortlistHeadline' })
  layout.add_values(section, 'input', test.input, nil, '')
  if test.expected then
    layout.add_values(section, 'expected', test.expected, nil, '')
  end
  layout.add_values(section, 'got', test.got or '', nil, '')
  if test.detail and test.detail ~= '' then
    add(section.text, { '    why       ', 'ShortlistLabel' }, test.detail)
  end
  add(section.text, { '+ keeps it as a test · y copies the input · dd takes it away', 'ShortlistAdvice' })
  add(section.text)
  return section
end

--- Seeks an input on which the program differs from another, or from what the candidates agree on.
---@param client vim.lsp.Client
---@param source integer
---@param path string|nil the other program; nil: the candidates
---@param seconds number|nil
function M.stress(client, source, path, seconds)
  local uri = vim.uri_from_bufnr(source)
  local against = path and { kind = 'file', path = path } or { kind = 'candidates' }
  local job = {
    bufnr = source,
    name = 'stress',
    text = path and ('stress test against %s'):format(vim.fs.basename(path)) or 'stress test against the candidates',
    method = 'shortlist/stress',
    params = { uri = uri, against = against, seconds = seconds },
  }
  extras.set(uri, 'stress', nil)
  jobs.start(client, job, function(err, result, done)
    if err then
      ui.complain(err)
      if not path and not done.cancelled then
        ui.say('a program to compare with can be named: :Shortlist stress FILE')
      end
    elseif result.outcome == 'found' and result.test then
      extras.set(uri, 'stress', counterexample(result))
      require('shortlist.tests.panel').go_to(source, 'stress')
      ui.say(result.message, vim.log.levels.WARN)
    elseif result.outcome == 'found' then
      ui.say(result.message, vim.log.levels.WARN)
    elseif not (result.outcome == 'cancelled' and result.tried == 0) then
      ui.say(result.message)
    end
  end)
end

---@param count number
---@return string
local function bytes(count)
  if count >= 1024 * 1024 then
    return ('%.1f MiB'):format(count / 1024 / 1024)
  elseif count >= 1024 then
    return ('%.0f KiB'):format(count / 1024)
  end
  return ('%d bytes'):format(count)
end

---@param result table
---@return shortlist.Section
local function largest_runs(result)
  local failed = false
  result.runs = result.runs or {}
  for _, run in ipairs(result.runs) do
    failed = failed or run.verdict ~= 'AC'
  end
  local section = {
    key = 'largest',
    text = sheet_text.new(),
    sign = failed and 'ShortlistFailed' or #result.runs > 0 and 'ShortlistPassed' or 'ShortlistProof',
  }
  add(section.text)
  add(section.text, { 'Largest inputs  ', 'ShortlistTitle' }, { result.message, 'ShortlistHeadline' })
  local width = 0
  for _, run in ipairs(result.runs) do
    width = math.max(width, vim.fn.strdisplaywidth(run.name))
  end
  width = math.min(width, 36)
  for _, run in ipairs(result.runs) do
    local passed = run.verdict == 'AC'
    add(
      section.text,
      {
        ('%s %-3s '):format(passed and '✓' or '✗', run.verdict),
        passed and 'ShortlistPassed' or 'ShortlistFailed',
      },
      sheet_text.padded(sheet_text.cut(run.name, width), width),
      {
        ('%9s  %10s  %10s'):format(layout.time(run.timeMs), layout.memory(run.memoryKiB), bytes(run.inputBytes)),
        'ShortlistProof',
      }
    )
  end
  return section
end

--- Runs the program on inputs as large as the constraints allow.
---@param client vim.lsp.Client
---@param source integer
function M.largest(client, source)
  local uri = vim.uri_from_bufnr(source)
  local job = {
    bufnr = source,
    name = 'largest',
    text = 'the largest inputs',
    method = 'shortlist/largest',
    params = { uri = uri },
  }
  jobs.start(client, job, function(err, result)
    if err then
      ui.complain(err)
    else
      extras.set(uri, 'largest', largest_runs(result))
      require('shortlist.tests.panel').go_to(source, 'largest')
    end
  end)
end

return M
