#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Has the test projects that keep golden files write them anew (they look for HUSK_GOLDEN=write), and shows what
# changed.
set -eu
cd "$(dirname "$0")/.."
writers=$(grep -rl --include='*.cs' HUSK_GOLDEN tests | cut -d/ -f1-2 | sort -u || true)
if [ -z "$writers" ]; then
  echo "No test project writes golden files: those there are come from elsewhere, as the test beside them says." >&2
  exit 1
fi
for project in $writers; do
  HUSK_GOLDEN="write" dotnet test "$project" --nologo -v quiet -p:UseSharedCompilation=false || true
done
git --no-pager diff --stat -- tests
