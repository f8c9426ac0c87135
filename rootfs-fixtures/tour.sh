#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs inside the demo's container and shows what a container is made of. /host-namespaces has a line "NAME LINK" for
# each namespace of the host, so that the difference can be seen.
title() {
  printf '\n\033[1m%s\033[0m\n    %s\n' "$1" "$2"
}
# The first of the files that is there: cgroup v1 and v2 have different names for the same thing.
value() {
  for file; do
    if [ -r "$file" ]; then
      cat "$file"
      return
    fi
  done
  echo "(not shown here)"
}

title "Processes" "A pid namespace: the command is process 1, and no process of the host can be seen."
ps -o pid,args | sed 's/^/    /'

title "Host name" "A uts namespace: a name of its own, set by config.json."
hostname | sed 's/^/    /'

title "Files" "A mount namespace: the root is the bundle's rootfs, everything else below was mounted for this container."
awk '{ printf "    %-22s %-8s %s\n", $5, $(NF-2), $6 }' /proc/self/mountinfo
touch /tmp/here 2>/dev/null || echo "    and the root is read-only: touch /tmp/here is refused"

title "Limits" "A cgroup in every hierarchy of the host: what it may use, and what it uses now."
echo "    memory limit: $(value /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max) bytes," \
  "in use: $(value /sys/fs/cgroup/memory/memory.usage_in_bytes /sys/fs/cgroup/memory.current)"
echo "    process limit: $(value /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max)," \
  "running: $(value /sys/fs/cgroup/pids/pids.current /sys/fs/cgroup/pids.current)"
echo "    open files: $(awk '/Max open files/ { print $4 }' /proc/self/limits)"

title "Privileges" "Root in here, with three of root's forty capabilities (kill, net_bind_service, audit_write)."
{ id; grep -E 'CapEff|NoNewPrivs' /proc/self/status; hostname changed; } 2>&1 | sed 's/^/    /'

title "Network" "A network namespace: a loopback and nothing else, until somebody puts an interface in."
ip addr | sed 's/^/    /'

title "Namespaces" "What makes all this: new ones, but for those that this config.json does not ask for."
printf '    %-8s %-22s %s\n' '' container host
while read -r name host; do
  here=$(readlink "/proc/self/ns/$name")
  [ "$here" != "$host" ] || host="the same"
  printf '    %-8s %-22s %s\n' "$name" "$here" "$host"
done < /host-namespaces
