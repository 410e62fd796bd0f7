#!/bin/sh
# usage: run-tests.sh PYTHON [pytest options]
# All tests, once, and why those that were skipped were. Real editors, killed processes and full disks
# depend on the timing of a busy machine: up to eight tests that fail are run once more by themselves,
# with both results shown. One that fails again, or a ninth one, fails the whole.
#
# Temporary files, sockets and editors' profiles lie in a directory of their own, which goes at the
# end; after a failure the directories of the tests that failed stay, and their place is said.
set -u
python=$1
shift

place=$(mktemp -d "${TMPDIR:-/tmp}/shortlist.XXXXXX") || exit 1
chmod 1777 "$place" # as /tmp is: some tests run programs as another user
kept=""
clean() {
  if [ -n "$kept" ]; then
    find "$place" -mindepth 1 -maxdepth 1 ! -name '[12]' -exec rm -rf {} +
    echo "Files of the tests that failed: $place (remove it when you have seen them)"
  else
    rm -rf "$place" 2>/dev/null || { sleep 1; rm -rf "$place"; } # what ends may still write
  fi
}
trap clean EXIT
trap 'exit 130' INT TERM HUP
export TMPDIR="$place"
unset XDG_RUNTIME_DIR # an engine of the user's own is not the tests'
export TORCHINDUCTOR_CACHE_DIR="$PWD/.cache/torchinductor" # compiled once for all runs

lastfailed=.pytest_cache/v/cache/lastfailed
rm -f "$lastfailed" # pytest keeps in it what failed earlier and is not selected now
"$python" -m pytest -rsfE --basetemp "$place/1" "$@"
status=$?
[ "$status" -ne 0 ] || exit 0
[ "$status" -eq 1 ] || exit "$status"
kept=1
failed=$("$python" -c 'import json, sys; print(len(json.load(open(sys.argv[1]))))' "$lastfailed")
[ "$failed" -le 8 ] || exit 1
printf '\n%s\n\n' "$failed failed (above). Once more, by themselves:"
"$python" -m pytest --last-failed --last-failed-no-failures=none -rA --basetemp "$place/2" "$@"
status=$?
[ "$status" -ne 0 ] || kept=""
exit "$status"
