--- Contest mode, the model, and what keeps the plugin in order.
local calls = require('shortlist.commands.calls')
local lsp = require('shortlist.lsp')
local ui = require('shortlist.ui')

local M = {}

--- Turns contest mode on or off: no AI surface, running your own program stays.
M.pause = {
  run = function()
    calls.execute(calls.source_buffer(), 'pause', nil, function(result)
      ui.say(result.contestMode and 'contest mode is on' or 'contest mode is off')
    end)
  end,
}

--- Chooses the model that writes the programs, and remembers it; alone it shows those there are.
--- `-` goes back to the one of the configuration.
M.model = {
  complete = function(lead)
    if lead:match('^[~./]') then
      return vim.tbl_map(vim.fn.fnameescape, vim.fn.getcompletion(lead, 'file'))
    end
    local bufnr = calls.source_buffer()
    local client = lsp.client_when_started(bufnr)
    local items = {}
    if client then
      -- `auto` as the only name would be put into the command line.
      items = require('shortlist.model').list_in_time(client, bufnr)
      if not items then
        return {}
      end
    end
    local names = vim.tbl_map(function(item)
      return item.name
    end, items)
    return vim.list_extend(names, { 'auto' })
  end,
  run = function(arguments)
    local model = require('shortlist.model')
    local function choose(name)
      local err = model.choose(name ~= '-' and name or nil)
      if err then
        ui.say('the choice holds for now, but it cannot be remembered: ' .. err, vim.log.levels.ERROR)
      else
        local now = model.current()
        ui.say('the next solve takes ' .. (now ~= '' and now or "the engine's own model"))
      end
    end
    if #arguments > 0 then
      choose(table.concat(arguments, ' '))
      return
    end
    local bufnr = calls.source_buffer()
    local client = calls.client(bufnr)
    if not client then
      return
    end
    model.list(client, bufnr, function(items, err)
      if not items then
        ui.say(err or 'no list of models came', vim.log.levels.ERROR)
        return
      end
      local now = model.current() ~= '' and model.current() or "the engine's own"
      vim.ui.select(items, {
        prompt = ('Model (now %s):'):format(now),
        format_item = function(item)
          return item.name .. '  ' .. item.detail
        end,
      }, function(item)
        if item then
          choose(item.name)
        end
      end)
    end)
  end,
}

M.health = {
  run = function()
    vim.cmd.checkhealth('shortlist')
  end,
}

--- Opens the log of Neovim's language client, where the server's messages go too.
M.log = {
  run = function()
    vim.cmd.tabnew(vim.lsp.get_log_path and vim.lsp.get_log_path() or vim.lsp.log.get_filename())
  end,
}

--- Stops the server, where it still runs, and starts it again.
M.restart = {
  run = function()
    local client = vim.lsp.get_clients({ name = lsp.NAME })[1]
    lsp.attach(client and lsp.stop(client))
  end,
}

return M
