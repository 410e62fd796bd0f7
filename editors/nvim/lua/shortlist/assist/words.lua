--- The words of a model: Markdown as it came, with what is wrong in it marked, and what the run
--- showed instead on lines of their own below.
local sheet_text = require('shortlist.sheet.text')

local M = {}

--- Cells that are left to what stands below a line, in a window too narrow to read in.
local LEAST_WIDTH = 20

---@param text shortlist.Text
---@param row integer
---@param from integer
---@param to integer
---@param group string
---@param priority? integer
local function mark(text, row, from, to, group, priority)
  if to > from then
    table.insert(text.highlights, { row = row, from = from, to = to, group = group, priority = priority })
  end
end

--- Highlights what Markdown makes of one line, which keeps its marks: what is copied is what came.
---@param text shortlist.Text
---@param row integer
---@param line string
local function mark_markdown(text, row, line)
  if line:match('^#+%s') then
    mark(text, row, 0, #line, 'ShortlistTitle')
    return
  end
  local bullet = line:match('^%s*[-*+]%s') or line:match('^%s*%d+[.)]%s')
  if bullet then
    mark(text, row, 0, #bullet, 'ShortlistRank')
  end
  for from, to in line:gmatch('()%*%*[^%s*][^*]*%*%*()') do
    mark(text, row, from - 1, to - 1, 'ShortlistStrong')
  end
  for from, to in line:gmatch('()`[^`]+`()') do
    mark(text, row, from - 1, to - 1, 'ShortlistCode')
  end
end

--- The passages as one text, and where in it something is wrong.
---@param passages { text: string, wrong?: string }[]
---@return string[] lines
---@return { row: integer, from: integer, to: integer, words: string, says: string|nil }[] wrong says: where it ends
local function joined(passages)
  local lines, wrong = { '' }, {}
  for _, passage in ipairs(passages) do
    for index, part in ipairs(vim.split((passage.text:gsub('\r', '')), '\n')) do
      if index > 1 then
        table.insert(lines, '')
      end
      local from = #lines[#lines]
      lines[#lines] = lines[#lines] .. part
      if passage.wrong then
        table.insert(wrong, { row = #lines - 1, from = from, to = #lines[#lines], words = vim.trim(part) })
      end
    end
    if passage.wrong then
      wrong[#wrong].says = passage.wrong
    end
  end
  while #lines > 1 and not lines[#lines]:match('%S') and (#wrong == 0 or wrong[#wrong].row < #lines - 1) do
    table.remove(lines)
  end
  return lines, wrong
end

--- What stands below a line in which something is wrong.
---@param found { words: string, says: string }[]
---@param width integer cells of the window
---@return string[]
local function below(found, width)
  local lines = {}
  for _, each in ipairs(found) do
    local of = #found > 1 and (' (%s)'):format(sheet_text.cut(each.words, 30)) or ''
    local says = ('wrong%s: %s'):format(of, each.says)
    for index, line in ipairs(sheet_text.wrapped(says, math.max(width - 6, LEAST_WIDTH))) do
      table.insert(lines, (index == 1 and '  ↳ ' or '    ') .. line)
    end
  end
  return lines
end

--- Adds the passages to a section.
---@param section shortlist.Section
---@param passages { text: string, wrong?: string }[]
---@param width integer cells of the window
function M.add(section, passages, width)
  local lines, wrong = joined(passages)
  local fenced ---@type shortlist.Program|nil
  for _, line in ipairs(lines) do
    local row = sheet_text.add(section.text, line)
    local fence, language = line:match('^%s*(```+)%s*([%w+#-]*)')
    if fence and fenced then
      fenced.last = row - 1
      if fenced.last >= fenced.first then
        table.insert(section.programs, fenced)
      end
      fenced = nil
      mark(section.text, row, 0, #line, 'ShortlistProof')
    elseif fence then
      fenced = { first = row + 1, last = row, language = M.syntax_of(language) }
      mark(section.text, row, 0, #line, 'ShortlistProof')
    elseif not fenced then
      mark_markdown(section.text, row, line)
    end
  end
  -- While it comes, a block of code is not at its end yet.
  if fenced and #section.text.lines > fenced.first then
    fenced.last = #section.text.lines - 1
    table.insert(section.programs, fenced)
  end
  local on_row = {} ---@type table<integer, { words: string, says: string }[]>
  for _, each in ipairs(wrong) do
    mark(section.text, each.row, each.from, each.to, 'ShortlistWrong', 4200)
    if each.says then
      on_row[each.row] = on_row[each.row] or {}
      table.insert(on_row[each.row], each)
    end
  end
  for row, found in pairs(on_row) do
    table.insert(section.notes, { row = row, below = below(found, width), group = 'ShortlistFailed' })
  end
  -- Sections are compared, so the order must be the same each time.
  table.sort(section.notes, function(one, other)
    return one.row < other.row
  end)
end

local SYNTAX =
  { ['c++'] = 'cpp', cc = 'cpp', py = 'python', python3 = 'python', js = 'javascript', rs = 'rust', golang = 'go' }

--- How Vim's syntax files call a language.
---@param language string
---@return string
function M.syntax_of(language)
  language = language:lower()
  return SYNTAX[language] or language
end

--- The passages as text, with what is wrong in it marked in words.
---@param passages { text: string, wrong?: string }[]
---@return string
function M.plain(passages)
  local parts = vim.tbl_map(function(passage)
    return passage.wrong and ('%s [wrong: %s]'):format(passage.text, passage.wrong) or passage.text
  end, passages)
  return (table.concat(parts):gsub('%s+$', '')) .. '\n'
end

return M
