--- Puts sections of text into a buffer, and of those that are there already only what changed: a
--- view of hundreds of tests is brought up to date ten times a second.
local M = {}

local namespace = vim.api.nvim_create_namespace('shortlist-sheet')

---@class shortlist.Note What is said of a line beside the text: behind its end, or below it.
---@field row integer
---@field group string
---@field text? string behind the end
---@field below? string[] lines below

---@class shortlist.Program Code in a section, whose rows count from 0.
---@field first integer
---@field last integer
---@field language string as Vim's syntax files are called

---@class shortlist.Section
---@field key string by which it is known again
---@field text shortlist.Text
---@field sign? string highlight group of the bar beside it
---@field folded? boolean it can be folded, and begins so or not
---@field state? string the user's own folding stays until there is another one; '' is none
---@field notes? shortlist.Note[]
---@field programs? shortlist.Program[]
---@field data? any

---@param one shortlist.Section|nil
---@param other shortlist.Section|nil
---@return boolean
local function equal(one, other)
  if one == other then
    return true
  end
  return one ~= nil
    and other ~= nil
    and one.key == other.key
    and one.sign == other.sign
    and vim.deep_equal(one.text, other.text)
    and vim.deep_equal(one.notes, other.notes)
    and vim.deep_equal(one.programs, other.programs)
end

---@param buffer integer
---@param section shortlist.Section
---@param first integer row on which it begins
local function decorate(buffer, section, first)
  for _, piece in ipairs(section.text.highlights) do
    vim.api.nvim_buf_set_extmark(buffer, namespace, first + piece.row, piece.from, {
      end_col = piece.to,
      hl_group = piece.group,
      priority = piece.priority,
    })
  end
  for _, note in ipairs(section.notes or {}) do
    local below = note.below and vim.tbl_map(function(line)
      return { { line, note.group } }
    end, note.below)
    vim.api.nvim_buf_set_extmark(buffer, namespace, first + note.row, 0, {
      virt_text = note.text and { { note.text, note.group } },
      virt_text_pos = 'eol',
      virt_lines = below,
    })
  end
  if section.sign then
    -- The empty lines at its end only keep it from the next one.
    local last = #section.text.lines
    while last > 0 and section.text.lines[last] == '' do
      last = last - 1
    end
    for row = first, first + last - 1 do
      vim.api.nvim_buf_set_extmark(buffer, namespace, row, 0, { sign_text = '▌', sign_hl_group = section.sign })
    end
  end
end

---@param buffer integer
---@param from integer row
---@param to integer row, not any more
---@param sections shortlist.Section[]
local function replace(buffer, from, to, sections)
  local lines = {}
  for _, section in ipairs(sections) do
    vim.list_extend(lines, section.text.lines)
  end
  vim.api.nvim_buf_clear_namespace(buffer, namespace, from, to)
  vim.api.nvim_buf_set_lines(buffer, from, to, false, lines)
  local row = from
  for _, section in ipairs(sections) do
    decorate(buffer, section, row)
    row = row + #section.text.lines
  end
end

--- Where each section begins, and one after the last.
---@param sections shortlist.Section[]
---@return integer[] rows
function M.rows(sections)
  local rows, row = {}, 0
  for index, section in ipairs(sections) do
    rows[index], row = row, row + #section.text.lines
  end
  rows[#sections + 1] = row
  return rows
end

---@param sections shortlist.Section[]
---@param from integer
---@param to integer
---@return string
local function keys(sections, from, to)
  local found = {}
  for index = from, to do
    table.insert(found, sections[index].key)
  end
  return table.concat(found, '\0')
end

--- Brings the buffer from one list of sections to another.
---@param buffer integer
---@param old shortlist.Section[]
---@param new shortlist.Section[]
---@return boolean changed
function M.paint(buffer, old, new)
  local first, last_old, last_new = 1, #old, #new
  while first <= last_old and first <= last_new and equal(old[first], new[first]) do
    first = first + 1
  end
  while last_old >= first and last_new >= first and equal(old[last_old], new[last_new]) do
    last_old, last_new = last_old - 1, last_new - 1
  end
  if first > last_old and first > last_new then
    return false
  end
  local rows = M.rows(old)
  vim.bo[buffer].modifiable = true
  if #old == 0 then
    replace(buffer, 0, -1, new)
  elseif keys(old, first, last_old) == keys(new, first, last_new) then
    for index = last_old, first, -1 do
      if not equal(old[index], new[index]) then
        replace(buffer, rows[index], rows[index + 1], { new[index] })
      end
    end
  else
    replace(buffer, rows[first], rows[last_old + 1], vim.list_slice(new, first, last_new))
    -- A buffer has a line at least: the one that was left when everything went.
    if #new > 0 then
      local whole = M.rows(new)[#new + 1]
      vim.api.nvim_buf_set_lines(buffer, whole, -1, false, {})
    end
  end
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].modified = false
  return true
end

return M
