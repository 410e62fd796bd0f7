-- Loaded at start-up: only a guard, one command, <Plug> maps and the hook that attaches the client.
if vim.g.loaded_shortlist then
  return
end
vim.g.loaded_shortlist = true

if vim.fn.has('nvim-0.10') == 0 then
  vim.notify_once('shortlist: needs Neovim 0.10 or newer', vim.log.levels.ERROR)
  return
end

vim.api.nvim_create_user_command('Shortlist', function(args)
  require('shortlist.commands').run(args)
end, {
  nargs = '*',
  range = true,
  desc = 'Solve the problem comment under the cursor, and more: see :help :Shortlist',
  complete = function(lead, line)
    return require('shortlist.commands').complete(lead, line)
  end,
})

--- The subcommands that need no argument.
local mapped = {
  'solve',
  'cancel',
  'panel',
  'run',
  'accept',
  'next',
  'previous',
  'copy',
  'compare',
  'open',
  'attention',
  'tests',
  'add',
  'stress',
  'largest',
  'console',
  'submission',
  'paste',
  'practice',
}
for _, name in ipairs(mapped) do
  vim.keymap.set('n', ('<Plug>(shortlist-%s)'):format(name), function()
    require('shortlist.commands').dispatch(name, {})
  end, { desc = 'Shortlist: ' .. name })
end
for _, action in ipairs({ 'next', 'submit', 'hint', 'explain', 'contest', 'progress' }) do
  vim.keymap.set('n', ('<Plug>(shortlist-practice-%s)'):format(action), function()
    require('shortlist.commands').dispatch('practice', { action })
  end, { desc = 'Shortlist: practice ' .. action })
end

--- Those that a model does with a program; of selected lines, too.
for _, name in ipairs({ 'translate', 'explain', 'comment', 'hint', 'prompt', 'step', 'assist' }) do
  local plug = ('<Plug>(shortlist-%s)'):format(name)
  vim.keymap.set('n', plug, function()
    require('shortlist.commands').dispatch(name, {})
  end, { desc = 'Shortlist: ' .. name })
  if name ~= 'assist' then
    vim.keymap.set('x', plug, (':Shortlist %s<CR>'):format(name), { silent = true, desc = 'Shortlist: ' .. name })
  end
end

require('shortlist.lsp').enable()
