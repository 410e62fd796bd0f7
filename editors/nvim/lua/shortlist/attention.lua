--- What the model read: for a line of a program, the words of the statement that its attention went
--- to, as shades in a window over the source. It follows the cursor in the panel.
local highlights = require('shortlist.highlights')
local lsp = require('shortlist.lsp')
local ui = require('shortlist.ui')

local M = {}

local namespace = vim.api.nvim_create_namespace('shortlist-attention')
--- Below this part of the strongest word, a word is left as it is.
local FAINT = 0.08

---@class shortlist.Map
---@field block_id string
---@field lines number[][] for each line of the program, how much goes to each word
---@field words { row: integer, from: integer, to: integer }[]
---@field buffer integer
---@field window integer

---@type shortlist.Map|nil
local shown

--- Answers by problem and program: they cost a pass through the model.
---@type table<string, table>
local answers = {}

function M.close()
  if shown then
    if vim.api.nvim_win_is_valid(shown.window) then
      vim.api.nvim_win_close(shown.window, true)
    end
    shown = nil
  end
end

--- Where each word stands in the lines of the text: [start, end) in code points, as the server
--- counts, become rows and bytes.
---@param text string
---@param words integer[][]
---@return { row: integer, from: integer, to: integer }[]
local function places(text, words)
  local starts = vim.str_utf_pos(text)
  local ends_of_lines, at = {}, 0
  for _, line in ipairs(vim.split(text, '\n')) do
    at = at + #line + 1
    table.insert(ends_of_lines, at)
  end
  local found, row, begin = {}, 1, 0
  for _, word in ipairs(words) do
    local from = (starts[word[1] + 1] or #text + 1) - 1
    local to = (starts[word[2] + 1] or #text + 1) - 1
    while ends_of_lines[row] and from >= ends_of_lines[row] do
      begin, row = ends_of_lines[row], row + 1
    end
    -- A word that goes on over the end of its line is shown up to there.
    local last = (ends_of_lines[row] or #text + 1) - 1
    table.insert(found, { row = row - 1, from = from - begin, to = math.min(to, last) - begin })
  end
  return found
end

---@param weights number[]
local function shade(weights)
  vim.api.nvim_buf_clear_namespace(shown.buffer, namespace, 0, -1)
  local strongest = 0
  for _, weight in ipairs(weights) do
    strongest = math.max(strongest, weight)
  end
  local top
  for index, weight in ipairs(weights) do
    local word, part = shown.words[index], strongest > 0 and weight / strongest or 0
    if word and part >= FAINT and word.to > word.from then
      local level = math.max(1, math.ceil(part * highlights.SHADES))
      vim.api.nvim_buf_set_extmark(shown.buffer, namespace, word.row, word.from, {
        end_col = word.to,
        hl_group = 'ShortlistHeat' .. level,
      })
      top = part == 1 and word.row or top
    end
  end
  if top then
    vim.api.nvim_win_set_cursor(shown.window, { top + 1, 0 })
  end
end

--- Shades the words for the line of the program under the cursor.
---@param panel shortlist.Panel
---@return boolean done false where the cursor is on no line of the program
local function follow(panel)
  local block = require('shortlist.panel').block(panel, shown.block_id)
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  if not block or row < block.first or row > block.last then
    return false
  end
  local line = row - block.first + 1
  local weights = shown.lines[line] or {}
  shade(weights)
  vim.api.nvim_win_set_config(shown.window, {
    title = (' what the model read for line %d of %s '):format(line, block.name),
    title_pos = 'left',
  })
  return true
end

---@param panel shortlist.Panel
---@param block shortlist.Block
---@param answer { text: string, words: integer[][], lines: number[][] }
local function open(panel, block, answer)
  M.close()
  highlights.setup()
  local text = vim.split(answer.text, '\n')
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, text)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = 'wipe'
  local over = vim.fn.bufwinid(panel.source)
  local place = over ~= -1 and { relative = 'win', win = over } or { relative = 'editor' }
  local room = over ~= -1 and vim.api.nvim_win_get_width(over) or vim.o.columns
  local height = over ~= -1 and vim.api.nvim_win_get_height(over) or vim.o.lines - 2
  local width = math.max(math.min(room - 4, 80), 20)
  local rows = 0
  for _, line in ipairs(text) do
    rows = rows + math.max(1, math.ceil(vim.fn.strdisplaywidth(line) / width))
  end
  local options = vim.tbl_extend('force', place, {
    row = 1,
    col = 1,
    width = width,
    height = math.max(math.min(rows, height - 4), 3),
    style = 'minimal',
    border = 'rounded',
    title = ' what the model read ',
    focusable = true,
    zindex = 40,
  })
  options.footer = ' stronger shade: read more · a or q closes '
  local window = vim.api.nvim_open_win(buffer, false, options)
  vim.wo[window].wrap = true
  vim.wo[window].linebreak = true
  shown = {
    block_id = block.id,
    lines = answer.lines,
    words = places(answer.text, answer.words),
    buffer = buffer,
    window = window,
  }
  follow(panel)
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'BufLeave', 'WinLeave' }, {
    group = vim.api.nvim_create_augroup('shortlist-attention', {}),
    buffer = panel.buffer,
    callback = function(event)
      if not shown or not vim.api.nvim_win_is_valid(shown.window) then
        return true
      end
      if event.event ~= 'CursorMoved' or not follow(panel) then
        M.close()
        return true
      end
    end,
  })
end

---@return boolean
function M.is_open()
  return shown ~= nil and vim.api.nvim_win_is_valid(shown.window)
end

--- Shows the map for the line under the cursor of the panel, or takes it away.
---@param client vim.lsp.Client
---@param panel shortlist.Panel
---@param block shortlist.Block
function M.toggle(client, panel, block)
  if M.is_open() then
    M.close()
    return
  end
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  if row < block.first or row > block.last then
    ui.say('put the cursor on a line of a program', vim.log.levels.WARN)
    return
  end
  local key = panel.problem_id .. block.id
  if answers[key] then
    open(panel, block, answers[key])
    return
  end
  local params = { problemId = panel.problem_id, solutionId = block.id }
  lsp.request(client, 'shortlist/attention', params, function(err, answer)
    if err then
      ui.complain(err)
      return
    end
    answers[key] = answer
    -- The user may have gone on meanwhile.
    if require('shortlist.panel').current() == panel then
      open(panel, block, answer)
    end
  end, panel.source)
end

return M
