#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# PID 1 of the lab's guest: makes an overlay of the host's files its root, and goes on to systemd or to session.sh.
# The kernel's command line is the environment: LAB_JOB, LAB_GUEST, LAB_MODULES, LAB_SYSTEMD, LAB_REPOSITORY, LAB_RESULTS.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
must() {
  "$@" || {
    echo "the guest's init failed: $*" > /dev/console
    echo o > /proc/sysrq-trigger
    sleep 10
  }
}

must mount -t proc proc /proc
grep -qw overlay /proc/filesystems || must busybox insmod "$LAB_MODULES/kernel/fs/overlayfs/overlay.ko"
# For tests that move network devices.
[ ! -e "$LAB_MODULES/kernel/drivers/net/veth.ko" ] || busybox insmod "$LAB_MODULES/kernel/drivers/net/veth.ko"
must mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir -p /mnt/upper /mnt/work /mnt/root
must mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root

root=/mnt/root
mount -t proc proc $root/proc
mount -t sysfs sysfs $root/sys
mount -t devtmpfs devtmpfs $root/dev
mkdir -p $root/dev/pts $root/dev/shm $root/dev/mqueue
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts $root/dev/pts
mount -t tmpfs tmpfs $root/dev/shm
mount -t mqueue mqueue $root/dev/mqueue
mount -t tmpfs -o mode=755 tmpfs $root/run
mount -t securityfs securityfs $root/sys/kernel/security
mount -t bpf bpf $root/sys/fs/bpf
# As systemd mounts it.
must mount -t cgroup2 -o nsdelegate,memory_recursiveprot cgroup2 $root/sys/fs/cgroup
must mount -t ext4 $root/dev/ubda $root/tmp
chmod 1777 $root/tmp

# The host's own mounts are not seen through hostfs's root alone: what is needed is mounted at its own path.
mkdir -p $root/run/lab "$root$LAB_REPOSITORY"
must mount -t hostfs -o "$LAB_JOB" none $root/run/lab
must mount -t hostfs -o "ro,$LAB_REPOSITORY" none "$root$LAB_REPOSITORY"
if [ -n "$LAB_RESULTS" ]; then
  mkdir -p "$root$LAB_RESULTS"
  must mount -t hostfs -o "$LAB_RESULTS" none "$root$LAB_RESULTS"
fi
mkdir -p "$root/lib/modules/$(uname -r)"
mount -t hostfs -o "$LAB_MODULES" none "$root/lib/modules/$(uname -r)"
# ps of procps 4.0.2 gives up on a processor without cores, which is what this kernel tells of. For all to see nothing
# may be mounted in /proc: a user namespace could not mount a proc of its own then (mount_too_revealing, fs/namespace.c).
{ grep . /proc/cpuinfo && printf 'core id\t\t: 0\n\n'; } > $root/run/cpuinfo
mkdir -p $root/usr/local/bin
cat > $root/usr/local/bin/ps <<'PS'
#!/bin/sh
exec unshare --mount sh -c 'mount --bind /run/cpuinfo /proc/cpuinfo && exec /bin/ps "$@"' ps "$@"
PS
chmod 755 $root/usr/local/bin/ps
# Which is what tests of the network look for.
busybox ip link set lo up

if [ "$LAB_SYSTEMD" = yes ]; then
  . "$LAB_GUEST/systemd.sh"
  next="/lib/systemd/systemd --log-target=console --log-level=warning"
else
  next="/bin/sh $LAB_GUEST/session.sh"
fi
export LAB_REPOSITORY
cd $root || exit
mkdir -p old
pivot_root . old
umount -l /old
# shellcheck disable=SC2086 # a command and its words
exec chroot . $next < /dev/tty1 > /dev/tty1 2>&1
