#!/bin/sh
# Lint of the editors' code: luacheck and stylua for Neovim's plugin, types and prettier for VS Code's
# extension. A tool that is not installed is named and left out.
set -eu
scripts=$(cd "$(dirname "$0")" && pwd)
cd "$scripts/../editors"
status=0

if command -v luacheck >/dev/null; then
  (cd nvim && luacheck -q --no-color .) || status=1
else
  echo "Not checked: the plugin's Lua by luacheck (Debian and Ubuntu: apt-get install lua-check)" >&2
fi
if command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; then
  for editor in nvim vscode; do
    sh "$scripts/npm-packages.sh" "$PWD/$editor"
    (cd "$editor" && npm run --silent check) || status=1
  done
else
  echo "Not checked: stylua, and the extension's types and format (install Node.js 20 or newer)" >&2
fi
exit $status
