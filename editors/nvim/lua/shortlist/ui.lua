--- What the user is told outside the panel.
local M = {}

--- Whether a message is shown by Neovim itself, in the message line: its own function comes from
--- its own files, or on 0.12 from none, while plugins put theirs in its place.
---@return boolean
local function is_builtin()
  local source = debug.getinfo(vim.notify, 'S').source
  return source:find('vim/_', 1, true) ~= nil or source:match('^[=@]?%?$') ~= nil
end

--- As much of a text as the message line can hold: a longer message waits for a key.
---@param text string
---@param taken? integer cells that something else takes
---@return string
function M.fitting(text, taken)
  text = text:gsub('%s*\n%s*', ' ')
  local room = math.max(vim.v.echospace - (taken or 0), 10)
  if vim.fn.strdisplaywidth(text) <= room then
    return text
  end
  repeat
    text = vim.fn.strcharpart(text, 0, vim.fn.strchars(text) - 1)
  until vim.fn.strdisplaywidth(text) <= room - 1
  return text .. '…'
end

--- Says something in one line. An error is shown whole, even where that takes a key to leave.
---@param message string
---@param level? integer of vim.log.levels
function M.say(message, level)
  level = level or vim.log.levels.INFO
  local text = 'Shortlist: ' .. message
  if level < vim.log.levels.ERROR and is_builtin() then
    text = M.fitting(text)
  end
  vim.notify(text, level)
end

--- Copies lines to the register that the user named and, where there is one, to the clipboard.
---@param text string
---@param register string
---@return string where
function M.copy(text, register)
  vim.fn.setreg(register, text, 'V')
  -- Without a tool for it, setting its register is a message.
  if vim.fn.has('clipboard') == 1 and pcall(vim.fn.setreg, '+', text, 'V') then
    return 'to the clipboard'
  end
  return ('to register %s'):format(register)
end

--- Where the user has to do something else first, nothing is broken: these are warnings.
local ADVICE = {
  'practice',
  'paused',
  'noProblem',
  'noCode',
  'noResult',
  'notRun',
  'unsupported',
  'noFolder',
  'noChecker',
  'staleProblem',
  'unknownItem',
  'unproved',
  'unsaved',
}

--- Shows the error of a request, unless the user cancelled it.
---@param err { code: integer, message: string, data?: { kind: string } }
function M.complain(err)
  local cancelled = -32800
  if err.code == cancelled then
    return
  end
  local kind = type(err.data) == 'table' and err.data.kind
  if not vim.tbl_contains(ADVICE, kind) then
    M.say(err.message, vim.log.levels.ERROR)
    return
  end
  -- What a line cannot hold is cut after a sentence rather than in one.
  local text, first = err.message, err.message:match('^(.-[.!?])%s')
  if first and is_builtin() and M.fitting('Shortlist: ' .. text) ~= 'Shortlist: ' .. text then
    text = first
  end
  M.say(text, vim.log.levels.WARN)
end

return M
