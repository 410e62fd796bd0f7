--- The whole texts of a test, which the view cuts: in a tab page, expected and got in diff mode.
local lsp = require('shortlist.lsp')
local ui = require('shortlist.ui')
local wire = require('shortlist.wire')

local M = {}

--- Fetches texts of a test, whole.
---@param client vim.lsp.Client
---@param uri string
---@param test shortlist.Test
---@param which ('input'|'expected'|'stdout'|'stderr')[]
---@param on_texts fun(texts: table<string, string>)
function M.texts(client, uri, test, which, on_texts)
  local texts, waiting, failed = {}, #which, false
  for _, what in ipairs(which) do
    lsp.request(client, 'shortlist/testText', { uri = uri, id = test.id, what = what }, function(err, result)
      waiting = waiting - 1
      if err and not failed then
        failed = true
        ui.complain(err)
      elseif not err then
        texts[what] = wire.without_nulls(result).text or ''
      end
      if waiting == 0 and not failed then
        on_texts(texts)
      end
    end)
  end
end

---@param title string
---@param text string
---@return integer window
local function fill(title, text)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, require('shortlist.sheet.text').split(text))
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].bufhidden = 'wipe'
  vim.keymap.set('n', 'q', function()
    if not pcall(vim.cmd.tabclose) then
      vim.cmd.only()
      vim.cmd.enew()
    end
  end, { buffer = buffer, nowait = true, desc = 'Close' })
  local window = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_buf(window, buffer)
  local options = { winbar = (' %s%%=q closes'):format((title:gsub('%%', '%%%%'))), wrap = false, signcolumn = 'no' }
  for name, value in pairs(options) do
    vim.api.nvim_set_option_value(name, value, { win = window, scope = 'local' })
  end
  return window
end

--- Shows a test whole.
---@param client vim.lsp.Client
---@param uri string
---@param test shortlist.Test
function M.show(client, uri, test)
  local which = { 'input' }
  if test.expected then
    table.insert(which, 'expected')
  end
  if test.result then
    vim.list_extend(which, { 'stdout', 'stderr' })
  end
  M.texts(client, uri, test, which, function(texts)
    vim.cmd('tab split')
    fill('input of ' .. test.name, texts.input)
    local compared = {}
    if texts.expected then
      vim.cmd('rightbelow split')
      table.insert(compared, fill('expected', texts.expected))
    end
    if texts.stdout then
      vim.cmd(texts.expected and 'rightbelow vsplit' or 'rightbelow split')
      table.insert(compared, fill('got', texts.stdout))
    end
    if texts.stderr and texts.stderr ~= '' then
      vim.cmd('botright split')
      fill('standard error', texts.stderr)
    end
    if #compared == 2 then
      for _, window in ipairs(compared) do
        vim.api.nvim_win_call(window, function()
          vim.cmd.diffthis()
          vim.wo.foldenable = false
        end)
      end
    end
    vim.api.nvim_set_current_win(compared[#compared] or vim.api.nvim_get_current_win())
  end)
end

return M
