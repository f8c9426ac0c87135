# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# For *_test.sh: one line a case, "ok NAME" or "not ok NAME", and a status at the end that says the same.
tap_failed=0

# check NAME COMMAND...: the case holds when the command succeeds.
check() {
  tap_name=$1
  shift
  if "$@"; then
    echo "ok $tap_name"
  else
    echo "not ok $tap_name"
    tap_failed=$((tap_failed + 1))
  fi
}

# same NAME EXPECTED ACTUAL: the case holds when both are the same text; shows where they part.
same() {
  if [ "$2" = "$3" ]; then
    echo "ok $1"
  else
    echo "not ok $1"
    printf '%s\n' "$2" > "$tap_scratch/expected"
    printf '%s\n' "$3" > "$tap_scratch/actual"
    diff "$tap_scratch/expected" "$tap_scratch/actual" | sed 's/^/    /' >&2 || true
    tap_failed=$((tap_failed + 1))
  fi
}

# not COMMAND...: for cases that hold when the command fails.
not() {
  ! "$@"
}

finish() {
  [ "$tap_failed" -eq 0 ]
}

tap_scratch=$(mktemp -d "${TMPDIR:-/tmp}/husk-test.XXXXXX")
trap 'rm -rf "$tap_scratch"' EXIT
