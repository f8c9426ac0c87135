#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Form: C# as .editorconfig says, C without a warning, shell without a finding.
set -u
cd "$(dirname "$0")/.." || exit
status=0

echo "C#"
dotnet format Runtime.sln --verify-no-changes --verbosity quiet || status=1

# abi/ asks of each constant whether it is signed by comparing it with 0: type-limits would call that pointless.
echo "C"
find bench native-tests -name '*.c' -exec sh -c '
  for source; do
    gcc -std=gnu11 -O2 -Wall -Wextra -Wno-type-limits -Werror -fsyntax-only -I native-tests/abi "$source" || failed=1
  done
  exit ${failed-0}' sh {} + || status=1

echo "shell"
find . -path ./out -prune -o -type f \( -name '*.sh' -o -path ./.ci/run \) -exec shellcheck -x -P SCRIPTDIR {} + || status=1

echo "licence"
missing=$(git ls-files '*.cs' '*.c' '*.h' '*.sh' Makefile .ci/run |
  xargs grep -L 'SPDX-License-Identifier: Apache-2.0')
if [ -n "$missing" ]; then
  printf 'no "SPDX-License-Identifier: Apache-2.0" in:\n%s\n' "$missing"
  status=1
fi
exit $status
