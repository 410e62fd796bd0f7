--- The keys of the view of a model's task.

---@param name string a function of `shortlist.assist.actions`
---@param ... any its arguments
---@return fun()
local function action(name, ...)
  local arguments = { ... }
  return function()
    require('shortlist.assist.actions')[name](unpack(arguments))
  end
end

---@param step 1|-1
---@return fun()
local function jump(step)
  return function()
    require('shortlist.assist.panel').jump(step)
  end
end

---@type shortlist.Key[]
return {
  { keys = { '<CR>' }, says = 'put the step in; of a translation, choose where it goes', run = action('choose') },
  { keys = { 'o' }, says = 'put it into a new file beside yours', run = action('put', 'beside') },
  { keys = { 'b' }, says = 'put it below the program, as a comment', run = action('put', 'below') },
  { keys = { 'r' }, says = 'put it in the place of the program', run = action('put', 'inPlace') },
  { keys = { 'y', 'gy' }, says = 'copy the program, the words or the facts', run = action('yank') },
  { keys = { '<Tab>' }, says = 'fold or unfold', run = action('fold') },
  { keys = { ']]' }, says = 'next program', run = jump(1) },
  { keys = { '[[' }, says = 'previous program', run = jump(-1) },
  { keys = { 'R' }, says = 'ask again', run = action('again') },
  { keys = { 'c', 'x', '<C-c>' }, says = 'cancel what goes on', run = action('cancel') },
}
