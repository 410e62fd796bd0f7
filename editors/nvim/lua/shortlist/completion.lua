--- Accepting a whole program from Neovim's own completion. A solution has several lines, and the
--- built-in menu inserts one: 0.10 writes the line breaks as NUL bytes, newer ones stop at the
--- first line unless `vim.lsp.completion` is on. nvim-cmp and blink.cmp apply the edit themselves
--- and never come here.
local lsp = require('shortlist.lsp')

local M = {}

---@return table|nil the completion item of ours that was just accepted
local function accepted()
  local item = vim.tbl_get(vim.v.completed_item, 'user_data', 'nvim', 'lsp', 'completion_item')
  return vim.tbl_get(item or {}, 'data', 'solutionId') and item.textEdit and item or nil
end

---@param bufnr integer
---@param row integer 0-based line that the completion stands on
---@param program string[]
local function finish(bufnr, row, program)
  local present = vim.api.nvim_buf_get_lines(bufnr, row, row + #program, false)
  if vim.deep_equal(present, program) then
    return
  end
  local inserted = present[1] or ''
  if inserted ~= program[1] and inserted ~= table.concat(program, '\0') then
    return -- the user typed on: their text is not ours to replace
  end
  vim.api.nvim_buf_set_lines(bufnr, row, row + 1, false, program)
  vim.api.nvim_win_set_cursor(0, { row + #program, #program[#program] })
end

--- Listens for accepted completions in a buffer.
---@param bufnr integer
function M.attach(bufnr)
  vim.api.nvim_create_autocmd('CompleteDone', {
    group = vim.api.nvim_create_augroup('shortlist-completion-' .. bufnr, {}),
    buffer = bufnr,
    callback = function()
      local item = accepted()
      if item and lsp.client(bufnr) then
        local program = vim.split(item.textEdit.newText, '\n')
        -- After Neovim's own handlers: with `vim.lsp.completion` on, they do it all.
        vim.schedule(function()
          finish(bufnr, item.textEdit.range.start.line, program)
        end)
      end
    end,
  })
end

return M
