-- Found by vim.lsp.enable('shortlist') on Neovim 0.11 and newer.
return require('shortlist.lsp').client_config()
