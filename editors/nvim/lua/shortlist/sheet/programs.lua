--- The syntax of the programs in a sheet, each in its own language.
local painter = require('shortlist.sheet.painter')

local M = {}

--- Languages whose syntax a buffer has read already.
---@type table<integer, table<string, boolean>>
local included = {}
--- The regions that a buffer has.
---@type table<integer, shortlist.Program[]>
local coloured = {}

--- Reads the syntax of a language into the current buffer, once.
---@param buffer integer
---@param name string
---@return boolean whether there is one
local function has_syntax(buffer, name)
  local known = included[buffer]
  if known[name] == nil then
    vim.b[buffer].current_syntax = nil
    known[name] = #vim.api.nvim_get_runtime_file(('syntax/%s.vim'):format(name), false) > 0
    if known[name] then
      -- A syntax file may define things that need its own file type's settings.
      pcall(vim.cmd, ('syntax include @ShortlistLanguage_%s syntax/%s.vim'):format(name, name))
    end
    vim.b[buffer].current_syntax = 'shortlist'
  end
  return known[name]
end

--- Vim's own syntax files, since they come with every Neovim: of treesitter's parsers it brings only
--- C and its own languages. A region for each program keeps one from running into the next.
---@param buffer integer
---@param sections shortlist.Section[]
function M.colour(buffer, sections)
  local rows, found = painter.rows(sections), {}
  for index, section in ipairs(sections) do
    for _, program in ipairs(section.programs or {}) do
      table.insert(found, {
        first = rows[index] + program.first,
        last = rows[index] + program.last,
        language = program.language:gsub('%W', ''),
      })
    end
  end
  if vim.deep_equal(found, coloured[buffer] or {}) then
    return
  end
  coloured[buffer] = found
  vim.api.nvim_buf_call(buffer, function()
    vim.cmd('silent! syntax clear ShortlistProgram')
    if not included[buffer] then
      included[buffer] = {}
      vim.cmd('syntax sync fromstart')
    end
    for _, program in ipairs(found) do
      if program.language ~= '' and has_syntax(buffer, program.language) then
        local region = 'syntax region ShortlistProgram start=/\\%%%dl^/ end=/\\%%%dl$/ keepend contains=@%s'
        local cluster = 'ShortlistLanguage_' .. program.language
        vim.cmd(region:format(program.first + 1, program.last + 1, cluster))
      end
    end
  end)
end

---@param buffer integer
function M.forget(buffer)
  included[buffer], coloured[buffer] = nil, nil
end

return M
