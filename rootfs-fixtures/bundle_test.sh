#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A bundle made here runs, with the command's words as they were given.
set -eu
cd "$(dirname "$0")"
. ../.ci/tap.sh
runtime=${RUNTIME:-runc}
id=husk-bundle-test-$$
bundle=$tap_scratch/bundle

in_bundle() {
  RUNTIME=$runtime ./bundle.sh "$bundle" "$@" && (cd "$bundle" && "$runtime" run "$id" </dev/null)
}

odd='a "quoted" back\slash	tab é'
same "the words of the command arrive unchanged" "<$odd><>" "$(in_bundle /bin/printf '<%s>' "$odd" '')"
same "applets are found by name" "root" "$(in_bundle whoami)"
same "/tmp is open to all and sticky" "1777" "$(in_bundle stat -c %a /tmp)"
same "the one program is its own file, not a link" "regular file" "$(in_bundle stat -c %F /bin/busybox)"
./bundle.sh -t "$bundle"
check "-t asks for a terminal" grep -q '"terminal": true' "$bundle/config.json"
./bundle.sh "$bundle"
check "without -t there is none" grep -q '"terminal": false' "$bundle/config.json"
check "without words the command is sh" grep -q '"args": \["sh"\]' "$bundle/config.json"
check "a second run in the same directory succeeds" ./bundle.sh "$bundle"
finish
