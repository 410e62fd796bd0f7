--- Edits that the server asks for: applied without a prompt, and the cursor goes to the program.
local config = require('shortlist.config')
local wire = require('shortlist.wire')

local M = {}

local namespace = vim.api.nvim_create_namespace('shortlist-inserted')

--- Where the last program went, by buffer.
---@type table<integer, integer> extmark
local places = {}

---@param edit table WorkspaceEdit
---@return string|nil uri, table|nil text_edit the one that holds the program: the longest
local function program(edit)
  local uri, longest
  local function look(at, edits)
    for _, each in ipairs(edits or {}) do
      if not longest or #each.newText > #longest.newText then
        uri, longest = at, each
      end
    end
  end
  for _, change in ipairs(edit.documentChanges or {}) do
    if change.textDocument then
      look(change.textDocument.uri, change.edits)
    end
  end
  for at, edits in pairs(edit.changes or {}) do
    look(at, edits)
  end
  return uri, longest
end

--- The row on which the program begins, below the empty lines that come before it.
---@param bufnr integer
---@return integer|nil row 0-based
local function first_row(bufnr)
  local mark = places[bufnr] and vim.api.nvim_buf_get_extmark_by_id(bufnr, namespace, places[bufnr], {})
  local row = mark and mark[1]
  if not row then
    return nil
  end
  local lines = vim.api.nvim_buf_get_lines(bufnr, row, -1, false)
  for offset, line in ipairs(lines) do
    if line:match('%S') then
      return row + offset - 1
    end
  end
  return row
end

--- Puts the cursor of a window on the program that was inserted last into its buffer.
---@param window integer
function M.go(window)
  local row = first_row(vim.api.nvim_win_get_buf(window))
  if row then
    local line = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), row, row + 1, false)[1] or ''
    vim.api.nvim_win_set_cursor(window, { row + 1, #line:match('^%s*') })
    vim.api.nvim_win_call(window, function()
      vim.cmd('normal! zv')
      -- At the window's end one would see the program's first line alone.
      if row + 1 + vim.o.scrolloff >= vim.fn.line('w$') then
        vim.cmd('normal! zz')
      end
    end)
  end
end

--- A window that shows the buffer: in this tab page, in another, or a new one.
---@param bufnr integer
---@return integer
function M.window_of(bufnr)
  local here = vim.fn.bufwinid(bufnr)
  if here ~= -1 then
    return here
  end
  local elsewhere = vim.fn.win_findbuf(bufnr)[1]
  if elsewhere then
    return elsewhere
  end
  vim.cmd('aboveleft vsplit')
  vim.api.nvim_win_set_buf(0, bufnr)
  return vim.api.nvim_get_current_win()
end

--- Remembers where the program of an edit goes.
---@param edit table WorkspaceEdit
---@return integer|nil bufnr
local function note_place(edit)
  local uri, longest = program(edit)
  local bufnr = uri and vim.uri_to_bufnr(uri)
  if bufnr and vim.api.nvim_buf_is_loaded(bufnr) then
    local row = math.min(longest.range.start.line, vim.api.nvim_buf_line_count(bufnr))
    -- Gravity to the left: what is inserted there comes after it.
    places[bufnr] = vim.api.nvim_buf_set_extmark(bufnr, namespace, row, 0, {
      id = places[bufnr],
      right_gravity = false,
      strict = false,
    })
  end
  return bufnr
end

--- Why an edit can no longer be applied. Neovim itself leaves such an edit out without an error, and
--- empties a file that is there already.
---@param edit table WorkspaceEdit
---@return string|nil
local function obstacle(edit)
  for _, change in ipairs(edit.documentChanges or {}) do
    if change.kind == 'create' then
      local path = vim.uri_to_fname(change.uri)
      if vim.uv.fs_stat(path) or vim.fn.bufloaded(path) == 1 then
        return ('%s is there already: nothing was changed.'):format(vim.fs.basename(path))
      end
    elseif change.textDocument then
      local bufnr, version = vim.uri_to_bufnr(change.textDocument.uri), change.textDocument.version
      local now = vim.lsp.util.buf_versions[bufnr]
      if version and version > 0 and now and now > version then
        return 'The file has changed meanwhile and is left alone: try again.'
      end
      if vim.api.nvim_buf_is_loaded(bufnr) and not vim.bo[bufnr].modifiable then
        return 'The file cannot be changed here (option `modifiable`): nothing was put in.'
      end
    end
  end
end

--- Neovim leaves an empty line behind the text that it puts into an empty file.
---@param edit table WorkspaceEdit
local function trim_new_files(edit)
  for _, change in ipairs(edit.documentChanges or {}) do
    local bufnr = change.kind == 'create' and vim.uri_to_bufnr(change.uri)
    if bufnr and vim.api.nvim_buf_line_count(bufnr) > 1 then
      local last = vim.api.nvim_buf_get_lines(bufnr, -2, -1, false)
      if last[1] == '' then
        vim.api.nvim_buf_set_lines(bufnr, -2, -1, false, {})
      end
    end
  end
end

--- Applies an edit that came with an answer, as a whole or not at all.
---@param client vim.lsp.Client
---@param edit table WorkspaceEdit
---@return string|nil why nothing was changed
function M.apply(client, edit)
  edit = wire.without_nulls(edit)
  local why = obstacle(edit)
  if why then
    return why
  end
  note_place(edit)
  local applied, err = pcall(vim.lsp.util.apply_workspace_edit, edit, client.offset_encoding)
  if applied then
    trim_new_files(edit)
  end
  return not applied and ('the edit cannot be applied: %s'):format(err) or nil
end

--- Handles `workspace/applyEdit`. Neovim prints the label of an edit and, on 0.12, what its
--- annotations say on two lines, which ends in a "Press ENTER" prompt.
function M.on_apply_edit(err, params, context, options)
  params = vim.deepcopy(params)
  params.label = nil
  params.edit.changeAnnotations = nil
  for _, change in ipairs(params.edit.documentChanges or {}) do
    for _, edit in ipairs(change.edits or {}) do
      edit.annotationId = nil
    end
  end
  local bufnr = note_place(params.edit)
  local result = vim.lsp.handlers['workspace/applyEdit'](err, params, context, options)
  local here = bufnr and vim.api.nvim_get_current_buf() == bufnr
  if here and result and result.applied and config.get().accept_moves_cursor then
    M.go(vim.api.nvim_get_current_win())
  end
  return result
end

return M
