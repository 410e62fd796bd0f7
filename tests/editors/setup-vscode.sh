#!/usr/bin/env bash
# usage: setup-vscode.sh
# Sets up what the VS Code tests need, and does nothing for what is already there:
#   chromium, ripgrep and g++ (apt, as root or with a sudo that asks nothing, only when one of them is missing),
#   code-server, the real VS Code of 1.100 behind a browser (npm, compiled here, nothing downloaded from elsewhere),
#   the extension's npm dependencies and its bundled Python libraries.
# Needs node 20 with its headers (the version that code-server 4.100 was built for), npm, make, python3 with pip.
# CODE_SERVER_DIR may name another place for code-server; CHROMIUM another browser.
set -euo pipefail

VERSION=4.100.3
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
DEST=${CODE_SERVER_DIR:-$ROOT/.cache/editors/code-server}
CS=$DEST/node_modules/code-server
export npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false

say() { echo "vscode tests: $*"; }
# Not an error: the other tests run without this, and these are skipped with the same reason.
give_up() { say "$*"; say "they will be skipped"; exit 0; }

system_packages() {
  local missing=()
  command -v "${CHROMIUM:-chromium}" >/dev/null || missing+=(chromium)
  command -v rg >/dev/null || missing+=(ripgrep)
  command -v g++ >/dev/null || missing+=(g++)
  command -v make >/dev/null || missing+=(make)
  test ${#missing[@]} -gt 0 || return 0
  local root=()
  test "$(id -u)" = 0 || root=(sudo -n)
  if ! command -v apt-get >/dev/null || ! "${root[@]}" true 2>/dev/null; then
    give_up "install ${missing[*]} (Debian: apt-get install --no-install-recommends ${missing[*]}), then run this again"
  fi
  say "installing ${missing[*]}"
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

check_node() {
  command -v node >/dev/null || give_up "install Node.js 20 (code-server $VERSION runs on no other)"
  test "$(node -p 'process.versions.node.split(".")[0]')" = 20 ||
    give_up "Node.js 20 is needed (code-server $VERSION runs on no other); this is $(node --version)"
  NODEDIR=${NODEDIR:-$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")}
  test -f "$NODEDIR/include/node/node.h" ||
    give_up "the headers of node are not under $NODEDIR/include/node: install them, or set NODEDIR"
}

# `npm install code-server` compiles everything and fetches ripgrep from outside the registry. Only what the server
# loads on Linux is compiled here, and the system's ripgrep is linked.
code_server() {
  if test -f "$DEST/.version" && test "$(cat "$DEST/.version")" = "$VERSION"; then return; fi
  say "installing code-server $VERSION into $DEST (about a minute)"
  mkdir -p "$DEST"
  cd "$DEST"
  test -f package.json || npm init -y >/dev/null
  export npm_config_yes=true npm_config_nodedir=$NODEDIR
  npm install --silent --ignore-scripts "code-server@$VERSION"
  npm rebuild --silent argon2 --build-from-source
  cd "$CS/lib/vscode"
  npm install --silent --ignore-scripts --omit=dev
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -sf "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
  npm rebuild --silent @parcel/watcher @vscode/spdlog native-watchdog @vscode/fs-copyfile node-pty
  rm -rf node_modules.asar
  ln -s node_modules node_modules.asar
  ln -sfn code-linux.sh bin/remote-cli/code-server
  ln -sfn browser-linux.sh bin/helpers/browser.sh
  cd extensions
  npm install --silent --ignore-scripts --omit=dev
  test ! -f postinstall.mjs || node postinstall.mjs
  "$CS/out/node/entry.js" --config "$DEST/config.yaml" --version >/dev/null
  echo "$VERSION" >"$DEST/.version"
}

extension() {
  cd "$ROOT/editors/vscode"
  sh "$ROOT/scripts/npm-packages.sh" "$PWD"
  local venv=$ROOT/.venv/bin/python
  test ! -x "$venv" || export PYTHON=${PYTHON:-$venv}
  npm run --silent bundle
}

system_packages
check_node
code_server
extension
say "ready"
