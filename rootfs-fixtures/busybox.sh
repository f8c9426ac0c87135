#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# busybox.sh DIR: makes a small root filesystem of the host's static busybox: one program, a link for each of its
# applets, and the few files that programs look for. Runs again without harm.
set -eu

[ $# -eq 1 ] || { echo "usage: busybox.sh DIR" >&2; exit 2; }
root=$1
busybox=$(command -v busybox) || { echo "busybox.sh: no busybox here: apt-get install -y busybox-static" >&2; exit 1; }
# A dynamic busybox starts on the host and nowhere else.
if ldd "$busybox" 2>/dev/null | grep -q '\.so'; then
  echo "busybox.sh: $busybox is not static: apt-get install -y busybox-static" >&2
  exit 1
fi

mkdir -p "$root/bin" "$root/dev" "$root/etc" "$root/home" "$root/proc" "$root/root" "$root/run" "$root/sys" \
  "$root/tmp" "$root/usr/bin" "$root/var/tmp"
chmod 0700 "$root/root"
chmod 1777 "$root/tmp" "$root/var/tmp"
cp -f --remove-destination "$busybox" "$root/bin/busybox"
chmod 0755 "$root/bin/busybox"
ln -sfn bin "$root/sbin"
ln -sfn ../bin "$root/usr/sbin"
"$busybox" --list | while read -r applet; do
  # busybox lists itself; a link of that name would take the program's place.
  [ "$applet" = busybox ] || ln -sf busybox "$root/bin/$applet"
done
ln -sf /bin/env "$root/usr/bin/env"

cat > "$root/etc/passwd" <<EOF
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/:/bin/false
nobody:x:65534:65534:nobody:/nonexistent:/bin/false
EOF
cat > "$root/etc/group" <<EOF
root:x:0:
daemon:x:1:
tty:x:5:
nogroup:x:65534:
EOF
printf '127.0.0.1\tlocalhost\n::1\tlocalhost\n' > "$root/etc/hosts"
# shellcheck disable=SC2016 # the $ are for the shell inside
printf '%s\n' 'export PS1='"'"'\h:\w\$ '"'" > "$root/etc/profile"
