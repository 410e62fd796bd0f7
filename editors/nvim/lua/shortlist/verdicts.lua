--- The outcome of `:Shortlist run`: a table of verdicts in a scratch buffer.
local M = {}

---@param text string|nil
---@return string[]
local function indented(text)
  local lines = {}
  for _, line in ipairs(vim.split(vim.trim(text or ''), '\n')) do
    if line ~= '' then
      table.insert(lines, '      ' .. line)
    end
  end
  return lines
end

---@param result { compile: { ok: boolean, output: string }, message: string, results: table[] }
---@return string[]
function M.lines(result)
  local lines = { result.message or '', '' }
  if not result.compile.ok then
    table.insert(lines, 'It does not compile:')
    vim.list_extend(lines, indented(result.compile.output))
    return lines
  end
  for _, run in ipairs(result.results) do
    table.insert(
      lines,
      ('  %-3s  example %d  %d ms  %.1f MiB'):format(run.verdict, run.index, run.timeMs, run.memoryKiB / 1024)
    )
    if run.verdict ~= 'AC' then
      vim.list_extend(lines, indented(run.detail))
      if run.expected and run.expected ~= vim.NIL then
        table.insert(lines, '    expected')
        vim.list_extend(lines, indented(run.expected))
        table.insert(lines, '    got')
        vim.list_extend(lines, indented(run.stdout))
      end
    end
    if run.stderr and vim.trim(run.stderr) ~= '' then
      table.insert(lines, '    standard error')
      vim.list_extend(lines, indented(run.stderr))
    end
  end
  return lines
end

---@param result table
---@param what string|nil which program was run, when it is not the user's own
function M.show(result, what)
  local lines = M.lines(result)
  if what then
    lines[1] = ('%s: %s'):format(what, lines[1])
  end
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = 'wipe'
  vim.cmd(('botright %dsplit'):format(math.min(#lines, 15)))
  vim.api.nvim_win_set_buf(0, buffer)
  vim.keymap.set('n', 'q', '<Cmd>close<CR>', { buffer = buffer, nowait = true, desc = 'Close' })
end

return M
