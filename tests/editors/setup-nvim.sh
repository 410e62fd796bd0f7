#!/usr/bin/env bash
# Puts Neovim 0.10 (Debian trixie's) and 0.12 (sid's) under .cache/editors. Does nothing when they are
# there; where it cannot fetch them it says so and the Neovim tests skip.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/editors/debian.sh

command -v apt-get >/dev/null || { echo "No apt-get: the Neovim tests will skip." >&2; exit 0; }
mkdir -p "$CACHE"
fetch trixie neovim "$CACHE/nvim-0.10" usr/bin/nvim ||
  echo "Neovim 0.10 not fetched: its tests will skip." >&2
fetch sid neovim "$CACHE/nvim-0.12" usr/bin/nvim ||
  echo "Neovim 0.12 not fetched: its tests will skip." >&2
