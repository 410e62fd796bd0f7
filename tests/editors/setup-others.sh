#!/usr/bin/env bash
# Puts Helix (Debian trixie's) under .cache/editors, and installs Emacs where this is root. Does nothing
# when they are there; where it cannot, it says so and the tests of that editor skip.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/editors/debian.sh

command -v apt-get >/dev/null || { echo "No apt-get: the tests of Emacs and Helix will skip." >&2; exit 0; }
mkdir -p "$CACHE"
fetch trixie hx "$CACHE/helix" usr/lib/hx/hx || echo "Helix not fetched: its test will skip." >&2
if ! command -v emacs >/dev/null; then
  if [ "$(id -u)" = 0 ]; then
    apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
      apt-get -qq install -y --no-install-recommends emacs-nox elpa-eglot >/dev/null ||
      echo "Emacs not installed: its test will skip." >&2
  else
    echo "The test of Emacs will skip; for it: sudo apt-get install emacs-nox elpa-eglot" >&2
  fi
fi
