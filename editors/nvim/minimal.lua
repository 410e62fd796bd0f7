-- nvim --clean -u minimal.lua problem.py
-- A configuration with nothing but Shortlist, for bug reports.
local here = vim.fs.dirname(vim.fs.normalize(debug.getinfo(1, 'S').source:sub(2)))
vim.opt.runtimepath:append(here)
vim.cmd.runtime('plugin/shortlist.lua')
