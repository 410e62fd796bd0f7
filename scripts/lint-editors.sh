#!/bin/sh
# Lint of the editors' code: luacheck and stylua for Neovim's plugin, types and prettier for VS Code's
# extension, whose modules that need no editor are also tested. A tool that is not installed is named
# and left out; with CI set, that is an error.
set -eu
scripts=$(cd "$(dirname "$0")" && pwd)
cd "$scripts/../editors"
status=0
missing() {
  echo "Not checked: $1" >&2
  [ -z "${CI:-}" ] || status=1
}

if command -v luacheck >/dev/null; then
  (cd nvim && luacheck -q --no-color .) || status=1
else
  missing "the plugin's Lua by luacheck (Debian and Ubuntu: apt-get install lua-check)"
fi
if command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)'; then
  for editor in nvim vscode; do
    sh "$scripts/npm-packages.sh" "$PWD/$editor"
    (cd "$editor" && npm run --silent check && npm run --silent --if-present test) || status=1
  done
else
  missing "stylua, and the extension's types, format and modules (install Node.js 20 or newer)"
fi
exit $status
