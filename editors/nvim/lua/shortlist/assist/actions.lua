--- What is done with what a model wrote: it is put into the user's files, or copied.
local calls = require('shortlist.commands.calls')
local config = require('shortlist.config')
local inserting = require('shortlist.inserting')
local layout = require('shortlist.assist.layout')
local lsp = require('shortlist.lsp')
local panel = require('shortlist.assist.panel')
local ui = require('shortlist.ui')
local views = require('shortlist.assist.views')

local M = {}

local DONE = {
  step = '%s is in the file; u takes it back',
  beside = '%s is a new file, which is written',
  below = '%s is in the file, as a comment; u takes it back',
  inPlace = '%s is in the place of the program; u takes it back',
}

--- The program of a model's that the cursor is on; what is wrong is said.
---@return shortlist.AssistItem|nil
local function chosen()
  local under = panel.under_cursor()
  if under and under.item then
    return under.item
  end
  local view = views.get(vim.uri_from_bufnr(panel.source() or 0))
  local is_none = not view or #view.items == 0
  ui.say(is_none and 'there is nothing here to put in' or 'put the cursor on a program first: ]]', vim.log.levels.WARN)
end

---@param how shortlist.AssistWay
---@return string
local function says(how)
  for _, way in ipairs(layout.WAYS) do
    if way.how == how then
      return way.says
    end
  end
  return how
end

--- Goes to what was put in, where the user wants that.
---@param source integer
---@param file string|nil uri of the new file
local function go(source, file)
  if file then
    vim.api.nvim_set_current_win(inserting.window_of(source))
    vim.cmd('belowright split ' .. vim.fn.fnameescape(vim.uri_to_fname(file)))
  elseif config.get().accept_moves_cursor then
    local window = inserting.window_of(source)
    vim.api.nvim_set_current_win(window)
    inserting.go(window)
  end
end

--- Writes the file that was made, since an empty one of its name is there already.
---@param file string uri
---@return string|nil why it is not written
local function write(file)
  local written, why = pcall(vim.api.nvim_buf_call, vim.uri_to_bufnr(file), function()
    vim.cmd('silent update')
  end)
  return not written and tostring(why):gsub('^.-(E%d+:)', '%1') or nil
end

--- Puts the program of an item into the user's files.
---@param source integer
---@param item shortlist.AssistItem
---@param how shortlist.AssistWay
---@param unproved? boolean the user said so
local function put(source, item, how, unproved)
  local client = calls.client(source)
  if not client then
    return
  end
  local params = { uri = vim.uri_from_bufnr(source), item = item.id, how = how, unproved = unproved }
  lsp.request(client, 'shortlist/assistEdit', params, function(err, result)
    if err and vim.tbl_get(err, 'data', 'kind') == 'unproved' and not unproved then
      local no, yes = 'No, leave the file as it is', 'Yes, put it in all the same'
      vim.ui.select(
        { no, yes },
        { prompt = err.message .. ' It is not proved to do the same. Put it in?' },
        function(choice)
          if choice == yes then
            put(source, item, how, true)
          end
        end
      )
      return
    elseif err then
      ui.complain(err)
      return
    end
    local why = inserting.apply(client, result.edit)
    if why then
      ui.say(why, vim.log.levels.WARN)
      return
    end
    local file = type(result.file) == 'string' and result.file or nil
    local failed = file and write(file)
    go(source, file)
    if failed then
      ui.say('the new file is not written yet: ' .. failed, vim.log.levels.WARN)
    else
      ui.say(DONE[how]:format(item.name))
    end
  end, source)
end

--- Puts the program under the cursor in, in one way.
---@param how shortlist.AssistWay
function M.put(how)
  local source, item = panel.source(), chosen()
  if not source or not item then
    return
  elseif not vim.tbl_contains(item.puts, how) then
    local others = vim.tbl_map(says, item.puts)
    ui.say(
      #others > 0 and ('%s can only be put: %s'):format(item.name, table.concat(others, '; '))
        or ('%s cannot be put in; y copies it'):format(item.name),
      vim.log.levels.WARN
    )
    return
  end
  put(source, item, how)
end

--- Puts the program under the cursor in where there is one way; else the user chooses.
function M.choose()
  local source, item = panel.source(), chosen()
  if not source or not item then
    return
  elseif #item.puts < 2 then
    M.put(item.puts[1] or 'beside')
    return
  end
  vim.ui.select(item.puts, {
    prompt = ('%s, %s:'):format(item.name, item.proof),
    format_item = says,
  }, function(how)
    if how then
      put(source, item, how)
    end
  end)
end

--- Copies what the cursor is on: a program, the words, the facts.
function M.yank()
  local register, under = vim.v.register, panel.under_cursor()
  if not under or not under.yank then
    ui.say('put the cursor on a program or on the words first', vim.log.levels.WARN)
    return
  end
  local text = (under.yank:gsub('%s+$', '')) .. '\n'
  ui.say(('%s is copied %s'):format(under.name, ui.copy(text, register)))
end

function M.fold()
  if vim.fn.foldlevel('.') > 0 then
    pcall(vim.cmd.normal, { 'za', bang = true })
  end
end

function M.again()
  local source = panel.source()
  local client = source and calls.client(source)
  if source and client then
    require('shortlist.assist.running').again(client, source)
  end
end

function M.cancel()
  local view = views.get(vim.uri_from_bufnr(panel.source() or 0))
  if view and view.state == 'running' then
    require('shortlist.commands').dispatch('cancel', {})
  else
    ui.say('nothing goes on')
  end
end

return M
