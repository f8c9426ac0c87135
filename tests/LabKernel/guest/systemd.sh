# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Sourced by init.sh: the guest's systemd starts the session and as little else as it can. $root is the guest's root.
# shellcheck disable=SC2154 # set by init.sh
units=$root/etc/systemd/system
mkdir -p "$units"
cat > "$units/lab.service" <<UNIT
[Unit]
Description=The command of the lab
Requires=dbus.socket
After=dbus.socket sysinit.target
DefaultDependencies=no
[Service]
Type=oneshot
Environment=LAB_REPOSITORY=$LAB_REPOSITORY
ExecStart=/bin/sh $LAB_GUEST/session.sh
StandardInput=null
StandardOutput=tty
StandardError=tty
TTYPath=/dev/tty1
TimeoutStartSec=infinity
TasksMax=infinity
UNIT
cat > "$units/lab.target" <<UNIT
[Unit]
Description=The lab
Requires=lab.service sysinit.target dbus.socket
After=sysinit.target
AllowIsolate=yes
UNIT
ln -sf lab.target "$units/default.target"
# What needs hardware, time or the host's configuration.
for unit in systemd-udevd.service systemd-udev-trigger.service systemd-udevd-kernel.socket systemd-udevd-control.socket \
  systemd-journald-audit.socket systemd-journal-flush.service systemd-update-utmp.service systemd-timesyncd.service \
  systemd-resolved.service systemd-networkd.service systemd-hwdb-update.service ldconfig.service \
  systemd-remount-fs.service systemd-fsck-root.service systemd-random-seed.service systemd-pstore.service \
  systemd-sysusers.service systemd-modules-load.service systemd-machine-id-commit.service systemd-firstboot.service \
  systemd-boot-random-seed.service systemd-tmpfiles-setup-dev.service kmod-static-nodes.service apparmor.service \
  keyboard-setup.service console-setup.service lvm2-monitor.service blk-availability.service getty.target \
  dev-ubda.device dev-hugepages.mount dev-mqueue.mount tmp.mount sys-kernel-debug.mount sys-kernel-tracing.mount \
  sys-fs-fuse-connections.mount proc-sys-fs-binfmt_misc.automount; do
  ln -sf /dev/null "$units/$unit"
done
: > "$root/etc/fstab"
echo 0123456789abcdef0123456789abcdef > "$root/etc/machine-id"
