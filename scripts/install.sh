#!/bin/sh
# usage: install.sh [WHEEL]
# Installs Shortlist for this user: from WHEEL, else from the checkout that this script is in. It gets
# a virtual environment of its own below ~/.local/share (XDG_DATA_HOME), and its command a link in
# ~/.local/bin (BIN). Editors find it there. Again: updates it. Python: $PYTHON, else python3. What
# only some uses need comes with EXTRAS, such as EXTRAS=gguf or EXTRAS=gguf,transformers.
set -eu
python=${PYTHON:-python3}
bin=${BIN:-$HOME/.local/bin}
venv=${XDG_DATA_HOME:-$HOME/.local/share}/shortlist/venv
root=$(cd "$(dirname "$0")/.." && pwd)
source=${1:-$root}

fail() {
  echo "install: $1" >&2
  exit 1
}
[ -e "$source" ] || fail "there is no file $source"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null ||
  fail "Python 3.10 or newer is needed; name one with PYTHON=/path/to/python3.11"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  fail "Python's venv is missing (Debian and Ubuntu: apt-get install python3-venv)"
if [ -e "$bin/shortlist" ] && [ "$(readlink "$bin/shortlist" || true)" != "$venv/bin/shortlist" ]; then
  fail "$bin/shortlist is not from here: remove it, or choose another folder with BIN=/path"
fi

"$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c "$root/constraints.txt" \
  --upgrade --force-reinstall --no-deps "$source"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -c "$root/constraints.txt" \
  "$source${EXTRAS:+[$EXTRAS]}"
mkdir -p "$bin"
ln -sf "$venv/bin/shortlist" "$bin/shortlist"
echo "Installed $("$bin/shortlist" --version) in $venv"
case ":$PATH:" in
*":$bin:"*) echo "shortlist doctor says what works" ;;
*) echo "$bin is not on your PATH: add it, or call $bin/shortlist" ;;
esac
