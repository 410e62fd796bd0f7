--- The keys of the tests view.

---@param name string a subcommand of `:Shortlist`
---@param ... string its arguments
---@return fun()
local function command(name, ...)
  local arguments = { ... }
  return function()
    require('shortlist.commands').dispatch(name, vim.list_slice(arguments))
  end
end

---@param name string a function of `shortlist.tests.actions`
---@return fun()
local function action(name)
  return function()
    require('shortlist.tests.actions')[name]()
  end
end

---@param step 1|-1
---@return fun()
local function jump(step)
  return function()
    require('shortlist.tests.panel').jump(step)
  end
end

---@type shortlist.Key[]
return {
  { keys = { '<CR>', '<Tab>' }, says = 'fold or unfold the test', run = action('fold') },
  { keys = { 'r' }, says = 'run this test', run = action('run') },
  { keys = { 'R' }, says = 'run all tests', run = command('run') },
  { keys = { 'x', '<C-c>' }, says = 'cancel what goes on', run = command('cancel') },
  { keys = { 'o' }, says = 'see all of it: expected and got side by side', run = action('view') },
  { keys = { 'e' }, says = 'edit the test (:w saves); an example: go to it', run = action('edit') },
  { keys = { 'a' }, says = 'add a test', run = action('add') },
  { keys = { 'c' }, says = 'add a copy of this test', run = action('copy') },
  { keys = { '=' }, says = 'take what it printed as expected', run = action('accept') },
  { keys = { 'dd' }, says = 'delete the test', run = action('delete') },
  { keys = { 'u' }, says = 'bring back the test that was deleted last', run = action('restore') },
  { keys = { 'J' }, says = 'move the test down', run = action('move_down') },
  { keys = { 'K' }, says = 'move the test up', run = action('move_up') },
  { keys = { 'D' }, says = 'debug with this input (nvim-dap)', run = action('debug') },
  { keys = { 'y' }, says = 'copy the input', run = action('yank') },
  { keys = { ']]' }, says = 'next test', run = jump(1) },
  { keys = { '[[' }, says = 'previous test', run = jump(-1) },
  { keys = { 's' }, says = 'stress test: seek an input that fails', run = command('stress') },
  { keys = { '+' }, says = 'keep what the stress test found as a test', run = action('keep') },
  { keys = { 'gl' }, says = 'time and memory on the largest inputs', run = command('largest') },
  { keys = { 'gc' }, says = 'talk to the program in a terminal', run = command('console') },
  { keys = { 'gs' }, says = 'submit to the hidden tests', run = command('practice', 'submit') },
  { keys = { 'gf' }, says = 'show the hidden test that fails (counts as help)', run = command('practice', 'failure') },
  { keys = { 'gh' }, says = 'hint', run = command('practice', 'hint') },
  { keys = { 'ge' }, says = 'explanation, once solved or given up', run = command('practice', 'explain') },
  { keys = { 'gX' }, says = 'give up', run = command('practice', 'give-up') },
  { keys = { 'gy' }, says = 'copy the program for submission', run = command('submission') },
}
