#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# sweep.sh snapshot: what of the host tests could leave behind, a line each.
# sweep.sh compare FILE [now]: what has come or gone since that snapshot, with a grace of some seconds for what the
# kernel clears by itself (none with `now`); succeeds when nothing has.
set -eu

snapshot() {
  {
    # Mount point, root and type of every mount here; network namespaces kept by a file are mounts of type nsfs.
    sed -n 's/^[0-9]* [0-9]* [0-9:]* \([^ ]*\) \([^ ]*\) .* - \([^ ]*\) .*/mount \2 (\3 of \1)/p' /proc/self/mountinfo
    find /sys/fs/cgroup -mindepth 1 -type d 2>/dev/null | sed 's/^/cgroup /'
    for directory in /run/husk /run/husk-oci /run/husk-floor /var/lib/husk /run/runc /run/crun /run/netns; do
      # The runtimes' roots are theirs to make and to keep; what is in them is a container's.
      [ ! -d "$directory" ] || find "$directory" -mindepth 1 -maxdepth 2 ! -path /run/husk/oci | sed 's/^/state /'
    done
    find /tmp /var/tmp -maxdepth 1 -name 'husk*' | sed 's/^/temporary /'
    for backing in /sys/block/loop*/loop/backing_file; do
      [ ! -e "$backing" ] || echo "loop device $backing of $(cat "$backing")"
    done
    for link in /sys/class/net/*; do
      [ ! -e "$link" ] || echo "network interface ${link##*/}"
    done
    own=$(readlink /proc/self/ns/pid)
    for process in /proc/[0-9]*; do
      # Gone meanwhile, or a kernel thread: nothing to read, no line.
      name=$(cat "$process/comm" 2>/dev/null) || continue
      namespace=$(readlink "$process/ns/pid" 2>/dev/null) || continue
      case $name in
      husk*) echo "process ${process#/proc/} $name" ;;
      *) [ "$namespace" = "$own" ] || echo "process ${process#/proc/} $name in another pid namespace" ;;
      esac
    done
  } | LC_ALL=C sort
}

# Lines that only one side has; a line may be there more than once (stacked mounts).
differences() {
  snapshot > "$2"
  LC_ALL=C comm -13 "$1" "$2" | sed 's/^/left behind: /'
  LC_ALL=C comm -23 "$1" "$2" | sed 's/^/gone: /'
}

case ${1-} in
snapshot)
  snapshot
  ;;
compare)
  now=$(mktemp)
  trap 'rm -f "$now"' EXIT
  for wait in 0 0.1 0.3 0.6 1 2; do
    sleep "$wait"
    found=$(differences "$2" "$now")
    [ -n "$found" ] || exit 0
    [ "${3-}" != now ] || break
  done
  printf '%s\n' "$found"
  exit 1
  ;;
*)
  echo "usage: sweep.sh snapshot | sweep.sh compare FILE [now]" >&2
  exit 2
  ;;
esac
