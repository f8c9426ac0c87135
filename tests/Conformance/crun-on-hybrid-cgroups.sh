#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# RUNTIME=.../crun-on-hybrid-cgroups.sh: crun refuses a host with cgroup v1 controllers beside a cgroup2 mount, unless
# that one offers no controllers; in a mount namespace of its own it sees a list that is empty.
controllers=/sys/fs/cgroup/unified/cgroup.controllers
[ -e "$controllers" ] || exec crun "$@"
# The two expansions are the inner shell's.
# shellcheck disable=SC2016
exec unshare --mount --propagation unchanged sh -c \
  'mount --make-private /sys/fs/cgroup/unified && mount --bind /dev/null "$0" && exec crun "$@"' "$controllers" "$@"
