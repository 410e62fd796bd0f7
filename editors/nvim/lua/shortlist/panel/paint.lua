--- Puts a layout into the panel's buffer: text, highlights, a bar in the colour of each behaviour,
--- and the syntax of each program.
local M = {}

local namespace = vim.api.nvim_create_namespace('shortlist-panel')
local marked = vim.api.nvim_create_namespace('shortlist-panel-marked')

--- Languages whose syntax a buffer has read already.
---@type table<integer, table<string, boolean>>
local included = {}

--- Vim's own syntax files, since they come with every Neovim: of treesitter's parsers it brings only
--- C and its own languages. A region for each program keeps one from running into the next.
---@param bufnr integer
---@param blocks shortlist.Block[]
local function colour_programs(bufnr, blocks)
  vim.api.nvim_buf_call(bufnr, function()
    vim.cmd('silent! syntax clear ShortlistProgram')
    local known = included[bufnr]
    if not known then
      known = {}
      included[bufnr] = known
      vim.cmd('syntax sync fromstart')
    end
    for _, block in ipairs(blocks) do
      local name = block.language:gsub('%W', '')
      if known[name] == nil then
        vim.b[bufnr].current_syntax = nil
        known[name] = #vim.api.nvim_get_runtime_file(('syntax/%s.vim'):format(name), false) > 0
        if known[name] then
          -- A syntax file may define things that need its own file type's settings.
          pcall(vim.cmd, ('syntax include @ShortlistLanguage_%s syntax/%s.vim'):format(name, name))
        end
        vim.b[bufnr].current_syntax = 'shortlist'
      end
      if known[name] then
        local region = 'syntax region ShortlistProgram start=/\\%%%dl^/ end=/\\%%%dl$/ keepend contains=@%s'
        local cluster = 'ShortlistLanguage_' .. name
        vim.cmd(region:format(block.first + 1, block.last + 1, cluster))
      end
    end
  end)
end

---@param bufnr integer
function M.forget(bufnr)
  included[bufnr] = nil
end

---@param bufnr integer
---@param layout shortlist.Layout
function M.paint(bufnr, layout)
  local before = vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)
  local changed = not vim.deep_equal(before, layout.lines)
  if changed then
    vim.bo[bufnr].modifiable = true
    vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, layout.lines)
    vim.bo[bufnr].modifiable = false
  end
  vim.api.nvim_buf_clear_namespace(bufnr, namespace, 0, -1)
  for _, piece in ipairs(layout.highlights) do
    vim.api.nvim_buf_set_extmark(bufnr, namespace, piece.row, piece.from, {
      end_col = piece.to,
      hl_group = piece.group,
    })
  end
  for _, block in ipairs(layout.blocks) do
    for row = block.head, block.last do
      vim.api.nvim_buf_set_extmark(bufnr, namespace, row, 0, {
        sign_text = '▌',
        sign_hl_group = block.colour,
      })
    end
  end
  if changed then
    colour_programs(bufnr, layout.blocks)
  end
end

--- Shows which program the next comparison begins with; nil for none.
---@param bufnr integer
---@param block shortlist.Block|nil
function M.mark(bufnr, block)
  vim.api.nvim_buf_clear_namespace(bufnr, marked, 0, -1)
  if block then
    vim.api.nvim_buf_set_extmark(bufnr, marked, block.head, 0, {
      virt_text = { { ' ◆ compare with … (d on another)', 'ShortlistMarked' } },
      virt_text_pos = 'eol',
    })
  end
end

return M
