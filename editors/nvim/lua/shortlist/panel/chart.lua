--- A small chart of samples against survivors over time, drawn with block characters.
local M = {}

local BLOCKS = { '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█' }

---@param points { seconds: number, sampled: integer, passed: integer }[] by time
---@param key 'sampled'|'passed'
---@param width integer
---@return string one character for each part of the time, as high as the count at its end
function M.line(points, key, width)
  local last = points[#points]
  local whole = { last.seconds, last[key] }
  local cells, at, value = {}, 1, 0
  for column = 1, width do
    local seconds = whole[1] * column / width
    while points[at] and points[at].seconds <= seconds + 1e-9 do
      value, at = points[at][key], at + 1
    end
    local height = whole[2] > 0 and math.ceil(value / whole[2] * #BLOCKS) or 1
    cells[column] = BLOCKS[math.max(height, 1)]
  end
  return table.concat(cells)
end

return M
