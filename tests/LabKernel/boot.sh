#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# boot.sh [-s] [-t SECONDS] [-m MEMORY] [-o DIRECTORY] COMMAND: boots the lab kernel of out/lab over a throw-away overlay
# of this machine's own files, runs the shell command there as root, shows its output and exits as it did: 124 when the
# time is up, 125 when the guest has failed. The guest has cgroup v2 alone, AppArmor, and with -s systemd as PID 1.
# What the guest writes is gone with it, except below DIRECTORY, which it sees under the same path.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../.." && pwd)
lab=${LAB:-$repository/out/lab}
systemd=no seconds=600 memory=2G results=
while getopts st:m:o: flag; do
  case $flag in
  s) systemd=yes ;;
  t) seconds=$OPTARG ;;
  m) memory=$OPTARG ;;
  o) results=$(cd "$OPTARG" && pwd) ;;
  *) exit 125 ;;
  esac
done
shift $((OPTIND - 1))

job=$(mktemp -d "${TMPDIR:-/tmp}/husk-lab.XXXXXX")
trap 'rm -rf "$job"' EXIT
printf '%s\n' "$*" > "$job/command"
# hostfs has no extended attributes and cannot be an overlay's upper directory: containers live on a disk of ext4.
truncate -s 1G "$job/disk"
mkfs.ext4 -q -F -O ^has_journal -E lazy_itable_init=1 -m 0 "$job/disk"

# rt_group_sched: as distributions have it. With accounts of real-time, which cgroup v2 has no file for, no cgroup but the
# root's could have a real-time process.
#
# User space and kernel of the guest hand over to each other at every system call, which is two to five times slower
# from one processor to the other.
processor=$(taskset -cp $$ | sed 's/.*[:,-] *//')
status=0
timeout --foreground -k 5 "$seconds" taskset -c "$processor" "$lab/linux" \
  umid=husk-lab-$$ uml_dir="$job/" mem="$memory" seccomp=on quiet loglevel=3 security=apparmor rt_group_sched=0 \
  rootfstype=hostfs rootflags=/ ro init="$here/guest/init.sh" \
  con=null con0=null,fd:2 con1=null,fd:3 "ubd0=$job/disk" \
  LAB_JOB="$job" LAB_GUEST="$here/guest" LAB_MODULES="$lab/modules" LAB_SYSTEMD=$systemd \
  LAB_REPOSITORY="$repository" LAB_RESULTS="$results" \
  < /dev/null 3> "$job/output" > "$job/console" 2>&1 &
guest=$!
tail -f -s 0.1 --pid=$guest -n +1 "$job/output" 2>/dev/null &
shown=$!
wait $guest || status=$?
wait $shown || true
[ ! -s "$job/status" ] || exit "$(cat "$job/status")"
tail -n 30 "$job/console" >&2
[ "$status" -eq 124 ] && exit 124
exit 125
