--- The list of problems to practise on: a sheet with a row for each, narrowed by keys.
local calls = require('shortlist.practice.calls')
local config = require('shortlist.config')
local filters = require('shortlist.practice.filters')
local sheet_text = require('shortlist.sheet.text')
local sheets = require('shortlist.sheet')
local ui = require('shortlist.ui')

local M = {}

local add = sheet_text.add
local KIND = 'practice'
local STATES = {
  new = { '', 'ShortlistProof' },
  open = { 'open', 'ShortlistAdvice' },
  solved = { 'solved', 'ShortlistPassed' },
  given_up = { 'given up', 'ShortlistDoubt' },
}

--- All tags that were ever listed, for completion.
---@type string[]
M.tags = {}

---@return shortlist.Sheet|nil
local function current()
  local sheet = sheets.of()
  return sheet and sheet.kind == KIND and sheet.data.filter and sheet or nil
end

---@param sheet shortlist.Sheet
---@param document table
---@return shortlist.Section
local function head(sheet, document)
  local text = sheet_text.new()
  add(text, { 'Practice', 'ShortlistTitle' }, {
    ('  %d problem%s'):format(document.total, document.total == 1 and '' or 's'),
    'ShortlistHeadline',
  })
  calls.add_notes(text, document)
  local words = filters.words(sheet.data.filter)
  if #words > 0 then
    add(text, { 'only ', 'ShortlistLabel' }, { table.concat(words, '  '), 'ShortlistDoubt' }, {
      '   c shows all',
      'ShortlistAdvice',
    })
  end
  add(text, {
    '<CR> open · n next · l like this · t tag · r rating · s state · / words · g? more',
    'ShortlistAdvice',
  })
  add(text)
  return { key = 'head', text = text }
end

---@param entry table
---@return string
local function name_of(entry)
  -- A family is called what it is about; of a set the name may be a number.
  local item = entry.item:gsub('^bank/', '')
  return #(entry.voices or {}) == 0 and entry.title ~= '' and ('%s %s'):format(item, entry.title) or item
end

---@param sheet shortlist.Sheet
local function draw(sheet)
  local document = sheet.data.document
  local sections, width = { head(sheet, document) }, 10
  for _, entry in ipairs(document.entries) do
    width = math.max(width, math.min(vim.fn.strdisplaywidth(name_of(entry)), 40))
  end
  for _, entry in ipairs(document.entries) do
    local text = sheet_text.new()
    local state = entry.is_due and { 'due', 'ShortlistDoubt' } or STATES[entry.state] or { entry.state, 'Normal' }
    add(
      text,
      { ('%5s  '):format(entry.rating and ('%.0f'):format(entry.rating) or '-'), 'ShortlistRank' },
      sheet_text.padded(sheet_text.cut(name_of(entry), width), width) .. '  ',
      { sheet_text.padded(state[1], 9), state[2] },
      { table.concat(entry.tags, ', '), 'ShortlistProof' }
    )
    table.insert(sections, { key = 'item ' .. entry.item, text = text, data = entry })
  end
  if #document.entries == 0 then
    local text = sheet_text.new()
    add(text, { 'There is no such problem: c shows all.', 'ShortlistDoubt' })
    table.insert(sections, { key = 'none', text = text })
  end
  sheets.paint(sheet, sections)
end

---@param sheet shortlist.Sheet
---@param on_done? fun()
local function ask(sheet, on_done)
  calls.ask('list', sheet.data.filter, function(document)
    sheet.data.document = document
    if #filters.words(sheet.data.filter) == 0 then
      M.tags = document.tags
    end
    draw(sheet)
    if on_done then
      on_done()
    end
  end)
end

---@param sheet shortlist.Sheet|nil
---@param change shortlist.Filter|nil with '' for what is not to be asked any more; nil: ask for all
local function narrow(sheet, change)
  if not sheet then
    return
  end
  if change == nil then
    sheet.data.filter = {}
  else
    for name, value in pairs(change) do
      sheet.data.filter[name] = value ~= '' and value or nil
    end
  end
  ask(sheet, function()
    local window, first = sheets.window_of(sheet), sheet.sections[2]
    if window and first then
      sheets.go_to(sheet, first.key)
    end
  end)
end

---@param prompt string
---@param choices string[]
---@param on_choice fun(choice: string)
local function choose(prompt, choices, on_choice)
  local all = vim.list_extend({ 'any' }, choices)
  vim.ui.select(all, { prompt = prompt }, function(choice)
    if choice then
      on_choice(choice == 'any' and '' or choice)
    end
  end)
end

---@return table|nil entry
local function chosen()
  local section = sheets.under_cursor()
  if section and section.data then
    return section.data
  end
  ui.say('put the cursor on a problem', vim.log.levels.WARN)
end

---@type shortlist.Key[]
local KEYS = {
  {
    keys = { '<CR>', 'o' },
    says = 'open the problem',
    run = function()
      local entry = chosen()
      if entry then
        require('shortlist.practice.opening').open(entry.item, { voice = current().data.filter.voice })
      end
    end,
  },
  {
    keys = { 'n' },
    says = 'open what comes next: due first, else near your rating',
    run = function()
      local sheet = current()
      if sheet then
        local filter = vim.deepcopy(sheet.data.filter)
        filter.search, filter.state = nil, nil
        require('shortlist.practice.opening').next(filter)
      end
    end,
  },
  {
    keys = { 'l' },
    says = 'open another one like this',
    run = function()
      local entry = chosen()
      if entry then
        require('shortlist.practice.opening').next({ like = entry.item })
      end
    end,
  },
  {
    keys = { 'L' },
    says = 'open it in another language',
    run = function()
      local entry = chosen()
      if entry then
        vim.ui.select(require('shortlist.languages').names(), { prompt = 'Language:' }, function(language)
          if language then
            require('shortlist.practice.opening').open(entry.item, { language = language })
          end
        end)
      end
    end,
  },
  {
    keys = { 't' },
    says = 'only with a tag',
    run = function()
      local sheet = current()
      choose('Tag:', sheet and sheet.data.document.tags or {}, function(tag)
        narrow(sheet, { tags = tag ~= '' and { tag } or '' })
      end)
    end,
  },
  {
    keys = { 'r' },
    says = 'only of a rating, such as 1200 or 1000-1400',
    run = function()
      local sheet = current()
      local before = sheet and sheet.data.filter.rating or ''
      vim.ui.input({ prompt = 'Rating (1200 or 1000-1400): ', default = before }, function(rating)
        if rating then
          narrow(sheet, { rating = vim.trim(rating) })
        end
      end)
    end,
  },
  {
    keys = { 's' },
    says = 'only in a state: new, open, solved …',
    run = function()
      local sheet = current()
      choose('State:', filters.STATES, function(state)
        narrow(sheet, { state = state })
      end)
    end,
  },
  {
    keys = { 'v' },
    says = 'only in the words of a judge',
    run = function()
      local sheet = current()
      choose('In the words of:', filters.VOICES, function(voice)
        narrow(sheet, { voice = voice })
      end)
    end,
  },
  {
    keys = { 'K' },
    says = 'only programs, or only functions',
    run = function()
      local sheet = current()
      choose('Kind:', filters.KINDS, function(kind)
        narrow(sheet, { kind = kind })
      end)
    end,
  },
  {
    keys = { 'S' },
    says = 'only of a set',
    run = function()
      local sheet = current()
      calls.ask('sets', {}, function(document)
        local names = { 'bank' }
        for _, set in ipairs(document.sets) do
          if set.name ~= 'bank' then
            table.insert(names, set.name)
          end
        end
        choose('Set:', names, function(set)
          narrow(sheet, { set = set })
        end)
      end)
    end,
  },
  {
    keys = { '/' },
    says = 'only with these words in name or title',
    run = function()
      local sheet = current()
      vim.ui.input({ prompt = 'Words: ', default = sheet and sheet.data.filter.search or '' }, function(words)
        if words then
          narrow(sheet, { search = vim.trim(words) })
        end
      end)
    end,
  },
  {
    keys = { 'c' },
    says = 'show all',
    run = function()
      narrow(current(), nil)
    end,
  },
  {
    keys = { '<C-l>', 'R' },
    says = 'read the list again',
    run = function()
      local sheet = current()
      if sheet then
        ask(sheet)
      end
    end,
  },
  {
    keys = { 'P' },
    says = 'your progress',
    run = function()
      require('shortlist.commands').dispatch('practice', { 'progress' })
    end,
  },
  {
    keys = { 'C' },
    says = 'the contest',
    run = function()
      require('shortlist.commands').dispatch('practice', { 'contest' })
    end,
  },
}

--- Opens the list.
---@param filter shortlist.Filter
function M.show(filter)
  local sheet = sheets.find(KIND, function(sheet)
    return sheet.data.filter ~= nil
  end)
  if not sheet then
    sheet = sheets.create({
      kind = KIND,
      name = 'shortlist://practice',
      keys = KEYS,
      title = 'the problems',
      keep = true,
      data = { filter = {} },
    })
    sheet.winbar = function()
      local clock = require('shortlist.practice.clock').text()
      return (clock and ('contest: %s left'):format(clock) or 'Problems') .. '%=n next  g? keys'
    end
    -- What was solved meanwhile is seen when one comes back.
    vim.api.nvim_create_autocmd('BufEnter', {
      buffer = sheet.buffer,
      callback = function()
        if sheet.data.document then
          ask(sheet)
        end
      end,
    })
  end
  sheet.data.filter = filter
  ask(sheet, function()
    sheets.open(sheet, config.get().practice.split, true)
    if sheet.sections[2] then
      sheets.go_to(sheet, sheet.sections[2].key)
    end
  end)
end

--- Reads the list again where it is shown: a problem was opened, solved or given up.
function M.refresh()
  local sheet = sheets.find(KIND, function(sheet)
    return sheet.data.filter ~= nil
  end)
  if sheet and sheets.window_of(sheet) then
    ask(sheet)
  end
end

return M
