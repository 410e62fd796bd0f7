--- The clock of the contest that goes on, as far as this Neovim knows of one.
local M = {}

---@type { ends: integer, number: integer }|nil
local running
local timer

---@param seconds integer
---@return string as 1:05:09
function M.words(seconds)
  return ('%d:%02d:%02d'):format(math.floor(seconds / 3600), math.floor(seconds / 60) % 60, seconds % 60)
end

--- What is left; nil where no contest goes on.
---@return integer|nil seconds
function M.left()
  if running then
    return math.max(running.ends - os.time(), 0)
  end
end

---@return string|nil
function M.text()
  local left = M.left()
  return left and M.words(left)
end

local function stop()
  running = nil
  if timer then
    timer:stop()
    timer:close()
    timer = nil
  end
end

local function tick()
  local left = M.left()
  if not left then
    return
  end
  if left == 0 then
    stop()
    require('shortlist.practice.contest').refresh()
  end
  pcall(vim.cmd.redrawstatus, { bang = true })
end

--- Whether the server was asked for a contest in this session.
M.is_known = false

--- Takes what the server says of the contest.
---@param document { running: boolean, seconds_left: integer, contest: table|nil }
function M.set(document)
  M.is_known = true
  stop()
  if document.running and document.contest then
    running = { ends = os.time() + math.floor(document.seconds_left), number = document.contest.number }
    timer = vim.uv.new_timer()
    timer:start(1000, 1000, vim.schedule_wrap(tick))
  end
end

return M
