--- Text that is put together piece by piece: its lines, and what is highlighted where in them.
--- Nothing here knows of a window or a buffer.
local M = {}

---@class shortlist.Text
---@field lines string[]
---@field highlights { row: integer, from: integer, to: integer, group: string }[]

---@return shortlist.Text
function M.new()
  return { lines = {}, highlights = {} }
end

--- Adds one line.
---@param text shortlist.Text
---@param ... string|{ [1]: string, [2]: string } pieces of one line, with or without a highlight
---@return integer row
function M.add(text, ...)
  local row, line = #text.lines, ''
  for _, piece in ipairs({ ... }) do
    local words = type(piece) == 'table' and piece[1] or piece --[[@as string]]
    words = words:gsub('%s*\n%s*', ' ')
    if type(piece) == 'table' and words ~= '' then
      table.insert(text.highlights, { row = row, from = #line, to = #line + #words, group = piece[2] })
    end
    line = line .. words
  end
  table.insert(text.lines, line)
  return row
end

--- Adds a text as it is, line by line.
---@param text shortlist.Text
---@param words string
---@param group? string
function M.add_lines(text, words, group)
  for _, line in ipairs(M.split(words)) do
    M.add(text, group and { line, group } or line)
  end
end

--- The lines of a text, without what ends the last one.
---@param words string
---@return string[]
function M.split(words)
  local lines = vim.split((words:gsub('\r?\n$', '')), '\n')
  for index, line in ipairs(lines) do
    lines[index] = line:gsub('\r$', '')
  end
  return lines
end

--- Fills a text with blanks up to a width in cells.
---@param words string
---@param width integer
---@param left? boolean blanks come before it
---@return string
function M.padded(words, width, left)
  local blanks = (' '):rep(math.max(width - vim.fn.strdisplaywidth(words), 0))
  return left and blanks .. words or words .. blanks
end

--- Breaks a text at its blanks into lines of at most a width in cells; a word that is longer is
--- broken in itself.
---@param words string
---@param width integer
---@return string[]
function M.wrapped(words, width)
  local lines, line = {}, ''
  for word in words:gmatch('%S+') do
    local longer = line == '' and word or line .. ' ' .. word
    if vim.fn.strdisplaywidth(longer) <= width then
      line = longer
    else
      if line ~= '' then
        table.insert(lines, line)
      end
      while vim.fn.strdisplaywidth(word) > width do
        local part = vim.fn.strcharpart(word, 0, 1)
        while vim.fn.strdisplaywidth(part .. vim.fn.strcharpart(word, vim.fn.strchars(part), 1)) <= width do
          part = part .. vim.fn.strcharpart(word, vim.fn.strchars(part), 1)
        end
        table.insert(lines, part)
        word = word:sub(#part + 1)
      end
      line = word
    end
  end
  if line ~= '' or #lines == 0 then
    table.insert(lines, line)
  end
  return lines
end

--- As much of a text as fits into a width in cells.
---@param words string
---@param width integer
---@return string
function M.cut(words, width)
  if vim.fn.strdisplaywidth(words) <= width then
    return words
  end
  local kept = vim.fn.strcharpart(words, 0, width - 1)
  while vim.fn.strdisplaywidth(kept) > width - 1 do
    kept = vim.fn.strcharpart(kept, 0, vim.fn.strchars(kept) - 1)
  end
  return kept .. '…'
end

return M
