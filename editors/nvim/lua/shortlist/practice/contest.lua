--- The contest: its clock, its problems, its score.
local calls = require('shortlist.practice.calls')
local clock = require('shortlist.practice.clock')
local config = require('shortlist.config')
local sheet_text = require('shortlist.sheet.text')
local sheets = require('shortlist.sheet')
local ui = require('shortlist.ui')

local M = {}

local add = sheet_text.add
local KIND = 'practice'

---@return shortlist.Sheet|nil
local function find()
  return sheets.find(KIND, function(sheet)
    return sheet.data.is_contest
  end)
end

---@param document table
---@return shortlist.Section[]
local function sections_of(document)
  local text = sheet_text.new()
  local contest = document.contest
  if not contest then
    add(text, { 'There was no contest yet.', 'ShortlistHeadline' })
    add(text, {
      ':Shortlist practice contest start problems=3 minutes=90 at=1200 begins one.',
      'ShortlistAdvice',
    })
    return { { key = 'head', text = text } }
  end
  local level = contest.rating and (' at %.0f'):format(contest.rating) or ''
  add(text, { ('Contest %d%s'):format(contest.number, level), 'ShortlistTitle' }, {
    document.running and ('   %d minutes'):format(contest.minutes) or '   over',
    document.running and 'ShortlistHeadline' or 'ShortlistDoubt',
  })
  local score = document.score
  add(
    text,
    { ('%d of %d solved, penalty %d'):format(score.solved, #document.problems, score.penalty), 'ShortlistRank' }
  )
  if document.rating then
    add(text, {
      ('Your rating: %.0f → %.0f'):format(document.rating.before, document.rating.after),
      'ShortlistHeadline',
    })
  end
  add(text, {
    document.running and '<CR> open the file · F finish · R read again · q close'
      or '<CR> open the file: what is left stays open to be solved',
    'ShortlistAdvice',
  })
  add(text)
  local sections = { { key = 'head', text = text } }
  local width = 10
  for _, problem in ipairs(document.problems) do
    width = math.max(width, math.min(vim.fn.strdisplaywidth(problem.title), 40))
  end
  for _, problem in ipairs(document.problems) do
    local row = sheet_text.new()
    local solved = problem.minutes ~= nil
    local state = solved and ('solved after %d min'):format(problem.minutes) or ''
    local rejected = problem.rejected > 0 and ('%d rejected'):format(problem.rejected) or ''
    add(
      row,
      { solved and '✓ ' or '  ', 'ShortlistPassed' },
      { problem.letter .. '  ', 'ShortlistRank' },
      sheet_text.padded(sheet_text.cut(problem.title, width), width),
      -- While it goes on, ratings would give the order away.
      {
        ('%7s  '):format(problem.rating and not document.running and ('%.0f'):format(problem.rating) or ''),
        'ShortlistProof',
      },
      { sheet_text.padded(state, 20), 'ShortlistPassed' },
      { rejected, 'ShortlistFailed' }
    )
    local path = problem.file
    table.insert(sections, {
      key = 'problem ' .. problem.letter,
      text = row,
      sign = solved and 'ShortlistPassed' or problem.rejected > 0 and 'ShortlistFailed' or nil,
      data = {
        open = function()
          require('shortlist.practice.opening').go(path)
        end,
      },
    })
  end
  return sections
end

---@param document table
local function take(document)
  clock.set(document)
  local sheet = find()
  if sheet then
    sheet.data.document = document
    sheets.paint(sheet, sections_of(document))
  end
end

--- Reads the contest again, where it is shown or goes on.
function M.refresh()
  calls.ask('contest', {}, take)
end

---@type shortlist.Key[]
local KEYS = {
  {
    keys = { '<CR>', 'o' },
    says = "open the problem's file",
    run = function()
      local section = sheets.under_cursor()
      if section and section.data then
        section.data.open()
      end
    end,
  },
  {
    keys = { 'F' },
    says = 'finish the contest',
    run = function()
      M.finish(false)
    end,
  },
  { keys = { 'R', '<C-l>' }, says = 'read it again', run = M.refresh },
}

local function open()
  local sheet = find()
  if not sheet then
    sheet = sheets.create({
      kind = KIND,
      name = 'shortlist://contest',
      keys = KEYS,
      title = 'the contest',
      keep = true,
      data = { is_contest = true },
    })
    sheet.winbar = function()
      local left = clock.text()
      return (left and ('%%#ShortlistDoubt#%s left%%*'):format(left) or 'Contest') .. '%=g? keys'
    end
    vim.api.nvim_create_autocmd('BufEnter', {
      buffer = sheet.buffer,
      callback = function()
        if sheet.data.document then
          M.refresh()
        end
      end,
    })
  end
  sheets.open(sheet, config.get().practice.split, true)
  return sheet
end

--- Opens the view of what was answered, at its first problem.
---@param document table
local function open_with(document)
  local sheet = open()
  take(document)
  if sheet.sections[2] then
    sheets.go_to(sheet, sheet.sections[2].key)
  end
end

--- Shows the contest that goes on, or the last one. A view that is there is shown at once: an answer
--- that comes late takes nobody away from the file that was opened meanwhile.
function M.show()
  if find() then
    open()
    M.refresh()
  else
    calls.ask('contest', {}, open_with)
  end
end

--- Starts a contest, and shows it.
---@param arguments table
function M.start(arguments)
  if not arguments.folder then
    arguments.place = calls.folder()
  end
  calls.ask('contestStart', arguments, function(document)
    open_with(document)
    ui.say(('the contest is on: %d problems, %d minutes'):format(#document.problems, document.contest.minutes))
    require('shortlist.practice.list').refresh()
  end)
end

--- Ends the contest before its time, once the user says so.
---@param sure boolean
function M.finish(sure)
  local function really()
    calls.ask('contestFinish', {}, function(document)
      open()
      take(document)
    end)
  end
  if sure then
    really()
    return
  end
  local no, yes = 'No, go on', 'Yes, finish it now'
  vim.ui.select({ no, yes }, { prompt = 'Finish the contest? All its problems count then.' }, function(choice)
    if choice == yes then
      really()
    end
  end)
end

return M
