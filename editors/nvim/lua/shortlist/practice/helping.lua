--- Hints, giving up, and how a problem is solved.
local calls = require('shortlist.practice.calls')
local extras = require('shortlist.tests.extras')
local judging = require('shortlist.practice.judging')
local sheet_text = require('shortlist.sheet.text')
local ui = require('shortlist.ui')

local M = {}

--- What says which problem is meant: the program of a buffer.
---@param source integer
---@return table
local function target(source)
  return { uri = vim.uri_from_bufnr(source) }
end

---@param document table
---@return shortlist.Section
local function hints_of(document)
  local section = { key = 'hints', text = sheet_text.new(), sign = 'ShortlistAdvice' }
  for number, hint in ipairs(document.given) do
    sheet_text.add(section.text, { ('Hint %d of %d  '):format(number, document.available), 'ShortlistAdvice' }, hint)
  end
  if #document.given < document.available then
    sheet_text.add(section.text, { 'gh gives the next one (counts as help)', 'ShortlistProof' })
  end
  sheet_text.add(section.text)
  return section
end

--- Gives the next hint, and shows all that were given.
---@param source integer
---@param again boolean only those that were given
function M.hint(source, again)
  local arguments = vim.tbl_extend('force', target(source), { again = again or nil })
  calls.ask('hint', arguments, function(document)
    if #document.given == 0 then
      ui.say('no hint was given yet')
      return
    end
    extras.set(vim.uri_from_bufnr(source), 'hints', hints_of(document))
    require('shortlist.tests.panel').go_to(source, 'hints')
  end, { bufnr = source })
end

---@param document table
---@return string[]
local function lines_of(document)
  local lines = { '# ' .. document.problem.title, '' }
  local outcome = ({ solved = 'Solved.', given_up = 'Given up.' })[document.outcome]
  local facts = { outcome }
  table.insert(facts, judging.rating_change(document.rating))
  if document.due then
    table.insert(facts, ('It comes again on %s.'):format(judging.day(document.due)))
  end
  if #facts > 0 then
    vim.list_extend(lines, { table.concat(facts, ' '), '' })
  end
  vim.list_extend(lines, sheet_text.split(document.explanation or ''))
  for number, hint in ipairs(document.hints or {}) do
    if number == 1 then
      vim.list_extend(lines, { '', '## Hints', '' })
    end
    table.insert(lines, ('%d. %s'):format(number, (hint:gsub('%s*\n%s*', ' '))))
  end
  for _, solution in ipairs(document.solutions or {}) do
    vim.list_extend(lines, { '', '## ' .. solution.language, '', '```' .. solution.language })
    vim.list_extend(lines, sheet_text.split((solution.source:gsub('%s+$', ''))))
    table.insert(lines, '```')
  end
  return lines
end

---@param document table
local function show(document)
  local name = 'shortlist://explanation/' .. document.problem.id
  local old = vim.fn.bufnr('^' .. vim.fn.escape(name, '\\*?[]{},') .. '$')
  if old ~= -1 then
    vim.api.nvim_buf_delete(old, { force = true })
  end
  vim.cmd('botright split')
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_win_set_buf(0, buffer)
  vim.api.nvim_buf_set_name(buffer, name)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines_of(document))
  vim.bo[buffer].bufhidden = 'wipe'
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = 'markdown'
  for option, value in pairs({ wrap = true, linebreak = true, breakindent = true, conceallevel = 2, spell = false }) do
    vim.api.nvim_set_option_value(option, value, { win = 0, scope = 'local' })
  end
  vim.api.nvim_set_option_value('winbar', 'Explanation%=q closes', { win = 0, scope = 'local' })
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, nowait = true, desc = 'Close' })
end

--- Gives the problem of a program up, once the user says so, and shows how it is done.
---@param source integer
---@param sure boolean
function M.give_up(source, sure)
  local function really()
    calls.ask('giveUp', target(source), function(document)
      show(document)
      require('shortlist.practice.list').refresh()
    end, { bufnr = source })
  end
  if sure then
    really()
    return
  end
  local no, yes = 'No, go on', 'Yes, give it up and show how it is done'
  vim.ui.select({ no, yes }, { prompt = 'Give this problem up? It counts as a loss.' }, function(choice)
    if choice == yes then
      really()
    end
  end)
end

--- Shows the explanation of a problem that is solved or given up.
---@param source integer
function M.explain(source)
  calls.ask('explain', target(source), show, { bufnr = source })
end

return M
