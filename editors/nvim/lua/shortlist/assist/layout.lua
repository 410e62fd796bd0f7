--- What the view of a model's task says, as sections of text. Nothing here knows of a window or a
--- buffer.
local sheet_text = require('shortlist.sheet.text')
local words = require('shortlist.assist.words')

local M = {}

local add = sheet_text.add

--- Details and facts of more lines begin folded.
local FEW_LINES = 4
--- So do longer programs that are not the first of their kind.
local FEW_LINES_OF_CODE = 12
--- Wider labels stand on a line of their own.
local WIDEST_LABEL = 12

local SIGNS = {
  good = { '✓', 'ShortlistPassed' },
  doubtful = { '~', 'ShortlistNearMiss' },
  bad = { '✗', 'ShortlistFailed' },
}

--- What can be done with an item: its key, and how that is said.
M.WAYS = {
  { how = 'step', key = '<CR>', says = 'put in below its step' },
  { how = 'beside', key = 'o', says = 'a new file beside this one' },
  { how = 'below', key = 'b', says = 'below the program, as a comment' },
  { how = 'inPlace', key = 'r', says = 'in the place of the program' },
}

---@param key string
---@return shortlist.Section
local function section(key)
  return { key = key, text = sheet_text.new(), notes = {}, programs = {} }
end

---@param key string
---@return shortlist.Section an empty line that no fold hides
local function gap(key)
  local of = section('gap ' .. key)
  add(of.text)
  return of
end

---@param parts { label: string, text: string }[]
---@return integer
local function lines_of(parts)
  local count = 0
  for _, part in ipairs(parts) do
    count = count + #sheet_text.split(part.text)
  end
  return count
end

--- Adds preformatted texts under their labels.
---@param to shortlist.Section
---@param parts { label: string, text: string }[]
local function add_parts(to, parts)
  local width = 0
  for _, part in ipairs(parts) do
    local label = vim.fn.strdisplaywidth(part.label)
    width = label <= WIDEST_LABEL and math.max(width, label) or width
  end
  for _, part in ipairs(parts) do
    local label, room = part.label, width
    if vim.fn.strdisplaywidth(label) > WIDEST_LABEL then
      add(to.text, { '  ' .. label, 'ShortlistLabel' })
      label, room = '', 0
    end
    for _, line in ipairs(sheet_text.split(part.text)) do
      add(to.text, { ('  %s  '):format(sheet_text.padded(label, room)), 'ShortlistLabel' }, line)
      label = ''
    end
  end
end

--- Adds a program, without what is behind its last line.
---@param to shortlist.Section
---@param source string
---@param language string
---@return integer lines
local function add_program(to, source, language)
  local first = #to.text.lines
  sheet_text.add_lines(to.text, (source:gsub('%s+$', '')))
  table.insert(to.programs, {
    first = first,
    last = #to.text.lines - 1,
    language = words.syntax_of(language),
  })
  return #to.text.lines - first
end

---@param view shortlist.AssistView
---@return string|nil what can be done with the items, by key
local function ways_of(view)
  local some = {}
  for _, item in ipairs(view.items) do
    for _, how in ipairs(item.puts) do
      some[how] = true
    end
  end
  local said = {}
  for _, way in ipairs(M.WAYS) do
    if some[way.how] then
      table.insert(said, ('%s %s'):format(way.key, way.says))
    end
  end
  if #view.items > 0 then
    table.insert(said, 'y copy')
  end
  return #said > 0 and table.concat(said, ' · ') or nil
end

--- What the user can still do with a view of what the file was.
---@param view shortlist.AssistView
---@return string|nil
local function staleness(view)
  -- Comments are put in by the task itself.
  if not view.stale or view.task == 'comment' and view.state == 'done' then
    return nil
  elseif view.lost then
    return view.lost
  elseif #view.items == 0 then
    return 'The file was edited since: this is about what it was. R asks again.'
  elseif view.task == 'translate' then
    return 'The file was edited since: R asks again; a new file (o) and a copy (y) can still be made.'
  end
  return 'The file was edited since: R asks again, y copies.'
end

local HEADLINES = { failed = 'ShortlistFailed', cancelled = 'ShortlistDoubt' }

---@param view shortlist.AssistView
---@return shortlist.Section
local function head(view)
  local of = section('head')
  add(of.text, { view.title, 'ShortlistTitle' })
  add(of.text, { view.state == 'running' and '◌ ' or '', 'ShortlistRank' }, {
    view.headline,
    HEADLINES[view.state] or 'ShortlistHeadline',
  })
  local stale, ways = staleness(view), ways_of(view)
  if stale then
    add(of.text, { stale, 'ShortlistDoubt' })
  elseif ways then
    add(of.text, { ways, 'ShortlistAdvice' })
  end
  if view.model == 'bank' then
    add(of.text, { 'from the problem bank', 'ShortlistProof' })
  elseif view.model and view.model ~= '' then
    add(of.text, { 'model ' .. view.model, 'ShortlistProof' })
  end
  add(of.text)
  return of
end

---@param view shortlist.AssistView
---@param width integer
---@return shortlist.Section|nil
local function passages(view, width)
  if #view.passages == 0 then
    return nil
  end
  local of = section('words')
  words.add(of, view.passages, width)
  add(of.text)
  of.data = { yank = words.plain(view.passages), name = 'the answer' }
  return of
end

---@param item shortlist.AssistItem
---@param is_first boolean
---@param is_chosen boolean
---@return shortlist.Section[]
local function of_item(item, is_first, is_chosen)
  local sign = SIGNS[item.tone] or SIGNS.doubtful
  local code = section('item ' .. item.id)
  code.sign = sign[2]
  code.data = { item = item, is_head = true, yank = item.source, name = item.name }
  add(
    code.text,
    { sign[1] .. ' ', sign[2] },
    { item.name, 'ShortlistRank' },
    { '  ' .. item.proof, sign[2] },
    { is_chosen and '  in the file' or '', 'ShortlistInserted' }
  )
  local lines = add_program(code, item.source, item.language)
  code.folded = not is_first and lines > FEW_LINES_OF_CODE
  local found = { code }
  if #item.details > 0 then
    local details = section('details ' .. item.id)
    details.sign = sign[2]
    details.data = { item = item, yank = item.source, name = item.name }
    if lines_of(item.details) > FEW_LINES then
      local labels = vim.tbl_map(function(part)
        return part.label
      end, item.details)
      add(details.text, { '  ' .. table.concat(labels, ' · '), 'ShortlistProof' })
      details.folded = true
    end
    add_parts(details, item.details)
    table.insert(found, details)
  end
  table.insert(found, gap(item.id))
  return found
end

---@param step shortlist.AssistStep
---@param shows_code boolean no item of the step stands in the file
---@param language string
---@return shortlist.Section[]
local function of_step(step, shows_code, language)
  local of = section('step ' .. step.number)
  local lines = sheet_text.split(step.text)
  add(
    of.text,
    { ('Step %d  '):format(step.number), 'ShortlistTitle' },
    { lines[1], 'ShortlistHeadline' },
    { ('  line %d'):format(step.line + 1), 'ShortlistProof' }
  )
  for index = 2, #lines do
    add(of.text, { '  ' .. lines[index], 'ShortlistProof' })
  end
  if not shows_code or vim.trim(step.code) == '' then
    return { of }
  end
  local code = section('code ' .. step.number)
  add(code.text, { '  its code in the file', 'ShortlistInserted' })
  add_program(code, step.code, language)
  code.folded = true
  code.data = { yank = step.code, name = ('the code of step %d'):format(step.number) }
  return { of, code, gap('code ' .. step.number) }
end

---@param view shortlist.AssistView
---@param language string
---@return shortlist.Section[]
local function items(view, language)
  local found, by_step = {}, {}
  for _, item in ipairs(view.items) do
    local step = item.step or 0
    by_step[step] = by_step[step] or {}
    table.insert(by_step[step], item)
  end
  ---@param of shortlist.AssistItem[]
  ---@param chosen string|nil
  local function add_items(of, chosen)
    for index, item in ipairs(of) do
      vim.list_extend(found, of_item(item, index == 1, item.id == chosen))
    end
  end
  for _, step in ipairs(view.steps) do
    local of = by_step[step.number] or {}
    by_step[step.number] = nil
    local is_item = vim.iter(of):any(function(item)
      return item.id == step.chosen
    end)
    vim.list_extend(found, of_step(step, not is_item, language))
    add_items(of, step.chosen)
  end
  -- Those of no step, and of steps that are not named.
  local rest = vim.tbl_keys(by_step)
  table.sort(rest)
  for _, step in ipairs(rest) do
    add_items(by_step[step], nil)
  end
  return found
end

---@param view shortlist.AssistView
---@return shortlist.Section[]
local function facts(view)
  local found, together = {}, {}
  for _, fact in ipairs(view.facts) do
    if #sheet_text.split(fact.text) <= FEW_LINES then
      table.insert(together, fact)
    end
  end
  if #view.facts == 0 then
    return found
  end
  local of = section('facts')
  add(of.text, { 'What the run showed', 'ShortlistTitle' })
  add_parts(of, together)
  of.data = { yank = M.plain(together), name = 'what the run showed' }
  table.insert(found, of)
  for _, fact in ipairs(view.facts) do
    local lines = #sheet_text.split(fact.text)
    if lines > FEW_LINES then
      local long = section('fact ' .. fact.label)
      add(long.text, { '  ' .. fact.label, 'ShortlistLabel' }, { ('  %d lines'):format(lines), 'ShortlistProof' })
      for _, line in ipairs(sheet_text.split(fact.text)) do
        add(long.text, '    ' .. line)
      end
      long.folded = true
      long.data = { yank = fact.text:gsub('\n*$', '') .. '\n', name = fact.label }
      table.insert(found, long)
    end
  end
  return found
end

---@param parts { label: string, text: string }[]
---@return string
function M.plain(parts)
  local lines = vim.tbl_map(function(part)
    return ('%s: %s\n'):format(part.label, (part.text:gsub('%s+$', '')))
  end, parts)
  return table.concat(lines)
end

---@param view shortlist.AssistView
---@return shortlist.Section|nil
local function notes(view)
  if #view.notes == 0 then
    return nil
  end
  local of = section('notes')
  if #view.facts > 0 then
    add(of.text)
  end
  for _, note in ipairs(view.notes) do
    add(of.text, { '· ' .. note, 'ShortlistProof' })
  end
  return of
end

--- Lays a view out.
---@param view shortlist.AssistView
---@param options { width: integer, language: string } cells of the window; the language of the file
---@return shortlist.Section[]
function M.of(view, options)
  local sections = { head(view) }
  table.insert(sections, passages(view, options.width))
  vim.list_extend(sections, items(view, options.language))
  vim.list_extend(sections, facts(view))
  table.insert(sections, notes(view))
  return sections
end

return M
