--- Charts as text: bars, and a line over time in braille, two points wide and four high a cell.
local sheet_text = require('shortlist.sheet.text')

local M = {}

local EIGHTHS = { '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█' }

---@param share number 0 to 1
---@param width integer
---@return string
function M.bar(share, width)
  local eighths = math.floor(math.max(0, math.min(1, share)) * width * 8 + 0.5)
  if share > 0 and eighths == 0 then
    eighths = 1
  end
  local whole, rest = math.floor(eighths / 8), eighths % 8
  return ('█'):rep(whole) .. (EIGHTHS[rest] or '')
end

--- A dot of a braille cell: bits by column and row.
local DOTS = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } }
local FIRST_BRAILLE = 0x2800

---@param value number 0x800 to 0xFFFF
---@return string in UTF-8
local function character(value)
  return vim.fn.nr2char(value, true)
end

--- A chart of values, each of which holds until the next.
---@param points { [1]: number, [2]: number }[] time and value, by time
---@param width integer in cells
---@param height integer in cells
---@return string[] rows from the top, number lowest, number highest
function M.line(points, width, height)
  local first, last = points[1][1], points[#points][1]
  local lowest, highest = math.huge, -math.huge
  for _, point in ipairs(points) do
    lowest, highest = math.min(lowest, point[2]), math.max(highest, point[2])
  end
  local room = math.max(highest - lowest, 50)
  lowest, highest = (lowest + highest - room) / 2, (lowest + highest + room) / 2
  local cells = {}
  for row = 1, height do
    cells[row] = {}
    for column = 1, width do
      cells[row][column] = 0
    end
  end
  local at, before = 1, nil
  for x = 0, width * 2 - 1 do
    local time = first + (last - first) * x / math.max(width * 2 - 1, 1)
    while points[at + 1] and points[at + 1][1] <= time + 1e-9 do
      at = at + 1
    end
    local y = math.floor((highest - points[at][2]) / (highest - lowest) * (height * 4 - 1) + 0.5)
    -- A step is drawn as a line, so that it can be followed.
    for between = math.min(before or y, y), math.max(before or y, y) do
      local row, column = math.floor(between / 4) + 1, math.floor(x / 2) + 1
      cells[row][column] = bit.bor(cells[row][column], DOTS[x % 2 + 1][between % 4 + 1])
    end
    before = y
  end
  local rows = {}
  for row = 1, height do
    local line = {}
    for column = 1, width do
      line[column] = character(FIRST_BRAILLE + cells[row][column])
    end
    rows[row] = table.concat(line)
  end
  return rows, lowest, highest
end

--- Adds a chart of a line with its values at the left.
---@param text shortlist.Text
---@param points { [1]: number, [2]: number }[]
---@param width integer
---@param height integer
---@param group string
function M.add_line(text, points, width, height, group)
  local rows, lowest, highest = M.line(points, width, height)
  for index, row in ipairs(rows) do
    local value = highest - (highest - lowest) * (index - 1) / math.max(height - 1, 1)
    sheet_text.add(text, { ('%6.0f ┤'):format(value), 'ShortlistProof' }, { row, group })
  end
end

--- Adds a row with a bar for each of some numbers.
---@param text shortlist.Text
---@param rows { label: string, count: number, more: string|nil, group: string|nil }[]
---@param width integer
function M.add_bars(text, rows, width)
  local most, labels = 1, 0
  for _, row in ipairs(rows) do
    most = math.max(most, row.count)
    labels = math.max(labels, vim.fn.strdisplaywidth(row.label))
  end
  for _, row in ipairs(rows) do
    sheet_text.add(
      text,
      '  ',
      { sheet_text.padded(row.label, labels), 'ShortlistLabel' },
      ('%5d '):format(row.count),
      { M.bar(row.count / most, width), row.group or 'ShortlistPassed' },
      { row.more and '  ' .. row.more or '', 'ShortlistProof' }
    )
  end
end

return M
