#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The yardstick is honest when its container is the container of a real runtime: the same mounts, devices, limits,
# capabilities and cgroups from inside, and nothing left outside. Judged against REFERENCE (default: runc).
set -eu
cd "$(dirname "$0")"
. ../../.ci/tap.sh
reference=${REFERENCE:-runc}
floor=${FLOOR:-$tap_scratch/floor}
[ -n "${FLOOR-}" ] || gcc -O2 -static -Wall -Wextra -Werror -o "$floor" ./*.c
bundle=$tap_scratch/bundle
RUNTIME=$reference ../../rootfs-fixtures/bundle.sh "$bundle"
id=husk-floor-test-$$

# by_floor COMMAND, by_reference COMMAND: what the command prints inside a container, without the container's name.
by_floor() {
  "$floor" run "$id" "$bundle/rootfs" /bin/sh -c "$1" </dev/null 2>&1 | sed "s/$id/ID/g"
}
by_reference() {
  RUNTIME=$reference ../../rootfs-fixtures/bundle.sh "$bundle" /bin/sh -c "$1"
  (cd "$bundle" && "$reference" run "$id" </dev/null 2>&1) | sed "s/$id/ID/g"
}
alike() {
  same "$1" "$(by_reference "$2")" "$(by_floor "$2")"
}

alike "mount points, file systems and what is shown there" \
  "awk '{ print \$4, \$5, \$(NF-2) }' /proc/self/mountinfo | grep -v '^/null ' | sort"
# How a masked path is covered is the runtime's business.
masked='/proc/(acpi|keys|scsi|timer_list|asound|kcore|sched_debug|latency_stats)|/sys/firmware'
alike "flags of the mounts" \
  "awk '{ print \$5, \$6 }' /proc/self/mountinfo | grep -Ev '^($masked|/sys/fs/cgroup) ' | sort"
alike "what is masked shows nothing" \
  "cat /proc/keys /proc/timer_list; ls /proc/acpi /sys/firmware /proc/scsi 2>/dev/null"
alike "nodes and links of /dev" \
  "ls -l /dev | awk '{ print \$1, \$3, \$4, \$5 == \"0\" ? \"\" : \$5, \$6, \$NF }' | grep -v ^total | sed 's/[A-Z][a-z][a-z] *//'"
alike "capabilities and no_new_privs" "grep -E '^(Cap|NoNewPrivs|Groups|Uid|Gid)' /proc/self/status"
alike "limits" "cat /proc/self/limits"
alike "cgroup of every hierarchy" "sort /proc/self/cgroup"
alike "the first process is the command" "echo \$\$; umask; pwd"
alike "loopback is up" "ifconfig lo | grep -E 'inet addr|UP'"
alike "devices that may be opened" \
  "for d in null zero full random urandom; do head -c 1 /dev/\$d >/dev/null && echo \$d; done"
mknod "$bundle/rootfs/kmsg" c 1 11
alike "a device that may not be opened" "head -c 1 /kmsg"
same "the root is read-only" "touch: /x: Read-only file system" "$(by_floor 'touch /x')"
same "no descriptor but the standard three" "0 1 2 3" "$(by_floor 'ls /proc/self/fd' | tr '\n' ' ' | sed 's/ $//')"
for kind in ipc mnt net pid uts; do
  inside=$(by_floor "readlink /proc/self/ns/$kind")
  check "it is in a $kind namespace" expr "$inside" : "$kind:\[[0-9]*\]$" > "$tap_scratch/matched"
  grep '^\(not \)*ok' "$tap_scratch/matched"
  check "its own, not the host's" [ "$inside" != "$(readlink "/proc/self/ns/$kind")" ]
done

status=0
"$floor" run "$id" "$bundle/rootfs" /bin/sh -c 'exit 7' || status=$?
same "the command's exit status is passed on" 7 "$status"
status=0
"$floor" run "$id" "$bundle/rootfs" /nope 2>"$tap_scratch/error" || status=$?
same "a command that is not there ends with 125" 125 "$status"
same "and is named" "floor: execve(/nope) = No such file or directory" "$(cat "$tap_scratch/error")"

"$floor" create "$id" "$bundle/rootfs" /bin/sh -c 'echo started; exec sleep 100' > "$tap_scratch/out"
same "create does not start the command" "" "$(cat "$tap_scratch/out")"
"$floor" start "$id"
tries=0
while [ ! -s "$tap_scratch/out" ] && [ $tries -lt 100 ]; do
  sleep 0.05
  tries=$((tries + 1))
done
same "start does" "started" "$(cat "$tap_scratch/out")"
first=$("$floor" exec "$id" /bin/sh -c 'tr "\0" " " < /proc/1/cmdline')
same "exec joins its namespaces" "sleep 100 " "$first"
cgroups=$("$floor" exec "$id" /bin/cat /proc/self/cgroup)
same "exec joins its cgroups" "$("$floor" exec "$id" /bin/cat /proc/1/cgroup)" "$cgroups"
"$floor" delete "$id"
"$floor" lifecycle "$id" "$bundle/rootfs" /bin/true
same "no cgroup is left" "" "$(find /sys/fs/cgroup -type d -name "$id*")"
same "no state is left" "" "$(find /run/husk-floor -name "$id*")"
same "no mount is left" "" "$(grep -F "$bundle" /proc/self/mountinfo || true)"
rmdir /run/husk-floor 2>/dev/null || true
finish
