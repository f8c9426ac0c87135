#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# own-ground.sh COMMAND...: runs it in a mount and a network namespace of its own, so that what an engine mounts and whatever
# bridges and firewall rules it makes end with it, and with a /run that no engine of the host shares. It forwards, whatever
# the host does: what an engine says when it switches that on is not to depend on the machine.
set -eu
if [ "${1-}" != --within ]; then
  exec unshare --mount --net --propagation private "$0" --within "$@"
fi
shift
mount -t tmpfs -o mode=755 tmpfs /run
mount -t tmpfs tmpfs /dev/shm
ip link set lo up
echo 1 > /proc/sys/net/ipv4/ip_forward
# On a host with cgroup v1, podman makes directories for controllers that are not mounted, beside those that are: they are
# to be in a file system of its own.
if [ "$(stat -f -c %T /sys/fs/cgroup)" = tmpfs ]; then
  mkdir /run/cgroup
  mount --rbind /sys/fs/cgroup /run/cgroup
  mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
  for hierarchy in /run/cgroup/*; do
    if [ -L "$hierarchy" ]; then
      cp -P "$hierarchy" /sys/fs/cgroup
    elif mountpoint -q "$hierarchy"; then
      mkdir "/sys/fs/cgroup/${hierarchy##*/}"
      mount --bind "$hierarchy" "/sys/fs/cgroup/${hierarchy##*/}"
    fi
  done
  umount -l /run/cgroup
  rmdir /run/cgroup
fi
exec "$@"
