--- How practice reaches the server: one request for all of it, which needs no buffer.
local config = require('shortlist.config')
local lsp = require('shortlist.lsp')
local ui = require('shortlist.ui')
local wire = require('shortlist.wire')

local M = {}

--- Where new files go when the user's own configuration does not say: the folder Neovim works in.
---@return string|nil
function M.folder()
  local chosen = vim.tbl_get(config.get().settings, 'files', 'folder')
  if chosen == nil or chosen == '' then
    return vim.fn.getcwd()
  end
end

--- Finds a server, which is started where none runs; it is said when none comes.
---@param bufnr integer|nil
---@param with fun(client: vim.lsp.Client)
function M.with_client(bufnr, with)
  lsp.with_any_client(bufnr or vim.api.nvim_get_current_buf(), function(client)
    if client then
      with(client)
    else
      ui.say('no server could be started: see :checkhealth shortlist', vim.log.levels.ERROR)
    end
  end)
end

--- Adds what an answer notes to what is shown of it: a message line may have to cut it.
---@param text shortlist.Text
---@param document table
function M.add_notes(text, document)
  for _, note in ipairs(document.notes or {}) do
    require('shortlist.sheet.text').add(text, { note, 'ShortlistDoubt' })
  end
end

--- Says what the answer notes, such as a progress file that was kept aside.
---@param document table|nil
function M.say_notes(document)
  for _, note in ipairs(document and document.notes or {}) do
    ui.say(note, vim.log.levels.WARN)
  end
end

---@param action string
---@param arguments table
---@param on_document fun(document: table)
---@param options? { bufnr?: integer, on_error?: fun(err: table) }
function M.ask(action, arguments, on_document, options)
  options = options or {}
  local params = { action = action, arguments = next(arguments) and arguments or vim.empty_dict() }
  M.with_client(options.bufnr, function(client)
    lsp.request(client, 'shortlist/practice', params, function(err, document)
      if err then
        if options.on_error then
          options.on_error(err)
        else
          ui.complain(err)
        end
        return
      end
      document = wire.without_nulls(document)
      M.say_notes(document)
      on_document(document)
    end, options.bufnr)
  end)
end

--- The same, for completion: it waits for the answer, and what fails is not said.
---@param action string
---@return table|nil document
function M.ask_now(action)
  local longest_ms = 5000
  local document, ended = nil, false
  M.ask(action, {}, function(answer)
    document, ended = answer, true
  end, {
    on_error = function()
      ended = true
    end,
  })
  vim.wait(longest_ms, function()
    return ended
  end, 10)
  return document
end

return M
