#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# framework.sh RID FILE: finds the newest .NET whose NativeAOT pack this machine's package feed has, by restoring, and
# writes it to FILE (docs/decisions/0004).
set -eu
rid=$1
file=$2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for framework in net10.0 net9.0; do
  if dotnet restore src/Runtime.Cli -r "$rid" -p:HuskNativeFramework=$framework --artifacts-path out/native \
    -v quiet --nologo > "$log" 2>&1; then
    echo $framework > "$file"
    exit 0
  fi
  # NU1101: no such package on the feed. Anything else (no network, a broken project) is not the framework's fault.
  grep -q 'NU110[0-9]' "$log" || break
done
cat "$log" >&2
echo "The native compiler's packages could not be restored, see above. Is the package feed reachable?" >&2
dotnet nuget list source >&2
exit 1
