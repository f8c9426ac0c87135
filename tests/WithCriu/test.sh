#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# test.sh: what `make test-criu` runs; RUNTIME and CRIU name the programs. Where CRIU cannot do with this kernel, it says so.
set -eu
cd "$(dirname "$0")/../.."
"$CRIU" check || {
  echo "$CRIU cannot checkpoint on Linux $(uname -r): take another with CRIU= or CRIU_SUITE=" >&2
  exit 1
}
exec dotnet test tests/WithCriu --nologo -v quiet -p:UseSharedCompilation=false --logger "console;verbosity=normal"
