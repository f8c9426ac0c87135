#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sourced by the benches that have husk beside other engines. They set before: work, a directory that is the bench's own;
# husk, the program; DOCKER_HOST, a socket in that directory. What is sourced here is theirs to call.

daemon=

# The same command lines for all: only the program is another.
program() {
  case $1 in
  husk) echo "${husk:?}" ;;
  *) echo "$1" ;;
  esac
}

# start_dockerd COMMAND...: starts dockerd by this command, with all that it has in $work, and waits until it answers.
start_dockerd() {
  "$@" --data-root "${work:?}/docker" --exec-root "$work/exec" --pidfile "$work/docker.pid" --host "${DOCKER_HOST:?}" \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/${work##*/}" > "${work:?}/dockerd.log" 2>&1 &
  daemon=$!
  until docker version > /dev/null 2>&1; do
    kill -0 "$daemon" || { cat "$work/dockerd.log" >&2; exit 1; }
    sleep 0.1
  done
}

# Ends the daemon, and takes away what is left in $work. docker and podman leave the parents of their containers' cgroups.
clear_work() {
  if [ -n "$daemon" ]; then
    kill "$daemon" 2> /dev/null || true
    wait "$daemon" || true
  fi
  awk -v under="$work/" 'index($2, under) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r mount; do
    umount -l "$mount"
  done
  find /sys/fs/cgroup -depth -type d \( -path "*/${work##*/}*" -o -path '*/libpod_parent*' \) -exec rmdir {} + 2> /dev/null || true
  rm -rf "$work"
}

compile_interleave() {
  mkdir -p out/bench bench/results
  gcc -O2 -static -Wall -Wextra -Werror -o out/bench/interleave bench/*.c -lm
}

# In nanoseconds.
now() { date +%s%N; }
# median FILE: of its lines.
median() { sort -n "$1" | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
