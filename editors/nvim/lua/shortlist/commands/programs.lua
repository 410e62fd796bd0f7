--- What is done with the programs of the panel.
local calls = require('shortlist.commands.calls')
local config = require('shortlist.config')
local inserting = require('shortlist.inserting')
local ui = require('shortlist.ui')

local M = {}

--- The panel and the program that the cursor is on; nothing outside a panel.
---@return shortlist.Panel|nil, shortlist.Block|nil
function M.under_cursor()
  local panels = require('shortlist.panel')
  local panel = panels.current()
  if panel then
    return panel, panels.block_at(panel, vim.api.nvim_win_get_cursor(0)[1] - 1)
  end
end

--- The same, and what to do is said where there is none.
---@return shortlist.Panel|nil, shortlist.Block|nil
local function chosen()
  local panel, block = M.under_cursor()
  if not panel then
    ui.say('put the cursor on a program in the panel first (:Shortlist panel)', vim.log.levels.WARN)
  elseif not block then
    ui.say('there is no program yet', vim.log.levels.WARN)
  else
    return panel, block
  end
end

local subcommands = {}

--- Shows the solutions found for the problem at the cursor.
subcommands.panel = {
  run = function()
    local bufnr = calls.source_buffer()
    calls.with_problem(bufnr, function(client, problem_id)
      require('shortlist.panel').ask_and_show(client, problem_id, bufnr)
    end)
  end,
}

--- Inserts the program under the panel's cursor below the problem comment.
subcommands.accept = {
  run = function()
    local panel, block = chosen()
    if not panel or not block then
      return
    end
    local argument = {
      uri = vim.uri_from_bufnr(panel.source),
      problemId = panel.problem_id,
      solutionId = block.id,
    }
    calls.execute(panel.source, 'accept', argument, function(result)
      if result.cancelled then
        return
      elseif not result.applied and result.text then
        vim.cmd('botright new')
        vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(result.text, '\n'))
        vim.bo.filetype = result.language or ''
      elseif not result.applied then
        ui.say(result.failureReason or 'the program was not inserted', vim.log.levels.ERROR)
      elseif config.get().accept_moves_cursor then
        local window = inserting.window_of(panel.source)
        vim.api.nvim_set_current_win(window)
        inserting.go(window)
      end
    end)
  end,
}

--- Copies the program, to the register that was named and to the system's clipboard.
subcommands.copy = {
  run = function()
    local _, block = chosen()
    if not block then
      return
    end
    local source = (block.source:gsub('%s+$', '')) .. '\n'
    ui.say(('%s is copied %s'):format(block.name, ui.copy(source, vim.v.register)))
  end,
}

--- Shows two programs beside each other: the first call marks one, the second compares.
subcommands.compare = {
  run = function()
    local panel, block = chosen()
    if not panel or not block then
      return
    end
    local panels = require('shortlist.panel')
    local blocks = panel.blocks
    if #blocks < 2 then
      ui.say('there is only one program', vim.log.levels.WARN)
      return
    end
    local one = panels.block(panel, panel.marked)
    if #blocks == 2 then
      require('shortlist.compare').show(blocks[1], blocks[2])
    elseif one and one.id ~= block.id then
      panels.mark(panel, nil)
      require('shortlist.compare').show(one, block)
    else
      panels.mark(panel, not one and block.id or nil)
    end
  end,
}

--- A name for a file beside the source that does not exist yet.
---@param source string path
---@param block shortlist.Block
---@return string
local function new_file(source, block)
  local suffix = require('shortlist.languages').suffix(block.language)
  local stem = vim.fn.fnamemodify(source ~= '' and source or 'program', ':p:r')
  local path, number = ('%s-%s%s'):format(stem, block.name:gsub('%s', '-'), suffix), 1
  while vim.uv.fs_stat(path) or vim.fn.bufnr('^' .. vim.fn.escape(path, '\\*?[]{},') .. '$') ~= -1 do
    number = number + 1
    path = ('%s-%s-%d%s'):format(stem, block.name:gsub('%s', '-'), number, suffix)
  end
  return path
end

--- Opens the program as a new file beside the source, which is not written yet.
subcommands.open = {
  run = function()
    local panel, block = chosen()
    if not panel or not block then
      return
    end
    vim.api.nvim_set_current_win(inserting.window_of(panel.source))
    vim.cmd('belowright split ' .. vim.fn.fnameescape(new_file(vim.api.nvim_buf_get_name(panel.source), block)))
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split((block.source:gsub('%s+$', '')), '\n'))
  end,
}

--- Shows which words of the statement the model read for the line under the cursor.
subcommands.attention = {
  run = function()
    local panel, block = chosen()
    local client = panel and calls.client(panel.source)
    if panel and block and client then
      require('shortlist.attention').toggle(client, panel, block)
    end
  end,
}

for name, step in pairs({ next = 1, previous = -1 }) do
  --- Moves to the next or previous program in the panel.
  subcommands[name] = {
    run = function()
      local panels = require('shortlist.panel')
      if panels.current() then
        panels.jump(step)
      end
    end,
  }
end

M.subcommands = subcommands

return M
