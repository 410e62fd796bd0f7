#!/bin/sh
# usage: system-setup.sh [lint]
# Installs the Debian packages that Shortlist profits from, when it may; otherwise names them. With
# `lint` also those that only `make lint` needs.
# Everything works without bubblewrap (weaker isolation, see docs/security.md) and without g++
# (Python only); python3-venv is needed.
set -u

missing=""
python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
command -v g++ >/dev/null || missing="$missing g++"
command -v bwrap >/dev/null || missing="$missing bubblewrap"
if [ "${1:-}" = lint ]; then
  command -v luacheck >/dev/null || missing="$missing lua-check"
fi
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null; then
  echo "Not a Debian or Ubuntu system: install these yourself:$missing" >&2
  exit 0
fi
if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo"; else
  echo "Shortlist profits from these packages; install them with: sudo apt-get install$missing" >&2
  exit 0
fi
echo "Installing$missing"
$run apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
  $run apt-get -qq install -y --no-install-recommends $missing >/dev/null
