--- The plugin's highlight groups: defaults that follow the colour scheme, and that the user or a
--- scheme may set otherwise.
local M = {}

local LINKS = {
  Title = 'Title',
  Headline = 'Normal',
  Failed = 'DiagnosticError',
  Doubt = 'WarningMsg',
  Advice = 'DiagnosticInfo',
  Rank = 'Title',
  Proof = 'Comment',
  Label = 'Identifier',
  Inserted = 'DiagnosticOk',
  NearMiss = 'DiagnosticWarn',
  Sampled = 'DiagnosticInfo',
  Passed = 'DiagnosticOk',
  Marked = 'DiagnosticInfo',
  Progress = 'DiagnosticVirtualTextInfo',
  Key = 'Special',
  Different = 'DiffText',
  Wrong = 'DiffText',
  Strong = '@markup.strong',
  Code = '@markup.raw',
}

--- Of groups of behaviour, and the ground and the shades of a heat map: for dark and light.
local GROUPS = {
  dark = { '#7fbf7f', '#e0af68', '#7aa2f7', '#d787d7', '#5fc5c5', '#d98f8f' },
  light = { '#2e7d32', '#9a5b00', '#1d4fc4', '#8e24aa', '#00707a', '#a33b3b' },
}
local GROUPS_CTERM = { dark = { 108, 179, 111, 176, 80, 174 }, light = { 28, 94, 26, 91, 30, 124 } }
local HEAT = {
  dark = { '#33291a', '#553f18', '#7d5a15', '#a97511', '#d9920b' },
  light = { '#fff4dc', '#ffe4ad', '#ffd07a', '#ffb947', '#ff9f0f' },
}
local HEAT_CTERM = { dark = { 236, 58, 94, 136, 172 }, light = { 230, 223, 222, 221, 214 } }
M.SHADES = 5

local function define()
  for name, target in pairs(LINKS) do
    vim.api.nvim_set_hl(0, 'Shortlist' .. name, { link = target, default = true })
  end
  local ground = vim.o.background == 'light' and 'light' or 'dark'
  for index, fg in ipairs(GROUPS[ground]) do
    local style = { fg = fg, ctermfg = GROUPS_CTERM[ground][index], default = true }
    vim.api.nvim_set_hl(0, 'ShortlistGroup' .. index, style)
  end
  for index, bg in ipairs(HEAT[ground]) do
    local strong = index > 3
    local fg = (ground == 'dark') == strong and '#000000' or nil
    vim.api.nvim_set_hl(0, 'ShortlistHeat' .. index, {
      bg = bg,
      fg = fg,
      ctermbg = HEAT_CTERM[ground][index],
      ctermfg = fg and 16 or nil,
      default = true,
    })
  end
end

--- Defines the groups now and after each change of the colour scheme.
function M.setup()
  define()
  vim.api.nvim_create_autocmd('ColorScheme', {
    group = vim.api.nvim_create_augroup('shortlist-highlights', {}),
    callback = define,
  })
end

return M
