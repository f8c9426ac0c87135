#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tour_bundle.sh DIR: the bundle of `make demo`: tour.sh in a busybox rootfs, 64 MiB of memory, 32 processes.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
bundle=$1

"$here/bundle.sh" "$bundle" /bin/sh /tour.sh
cp "$here/tour.sh" "$bundle/rootfs/tour.sh"
for name in cgroup ipc mnt net pid user uts; do
  echo "$name $(readlink "/proc/self/ns/$name")"
done > "$bundle/rootfs/host-namespaces"
LC_ALL=C awk '
  { print }
  /"resources": *{/ && !done++ { print "\"memory\": { \"limit\": 67108864 }, \"pids\": { \"limit\": 32 }," }
' "$bundle/config.json" > "$bundle/config.json.new"
mv "$bundle/config.json.new" "$bundle/config.json"
