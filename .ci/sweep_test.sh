#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The sweep sees each kind of thing a test could leave, and is content once it is gone. Mounts are made in a mount
# namespace of its own, so that not even this test can leave one.
set -eu
cd "$(dirname "$0")"
if [ "${SWEEP_TEST-}" != inside ]; then
  SWEEP_TEST=inside exec unshare -m sh "./$(basename "$0")"
fi
. ./tap.sh
name=husk-sweep-$$
before=$tap_scratch/before

# leaks WHAT: the sweep names WHAT as left behind.
leaks() {
  ./sweep.sh compare "$before" now > "$tap_scratch/found" && return 1
  grep -q "^left behind: $1" "$tap_scratch/found"
}
# The sweep names nothing of this test's; what others do on the machine meanwhile is not its matter.
content() {
  ./sweep.sh compare "$before" > "$tap_scratch/found" || ! grep -e "$name" -e "$tap_scratch" -e husk-leak "$tap_scratch/found"
}

./sweep.sh snapshot > "$before"
check "nothing done, nothing found" content

mkdir "$tap_scratch/mount"
mount -t tmpfs none "$tap_scratch/mount"
check "a mount is found" leaks "mount $tap_scratch/mount (tmpfs of /)"
umount "$tap_scratch/mount"

touch "$tap_scratch/netns"
unshare --net="$tap_scratch/netns" true
check "a network namespace is found" leaks "mount $tap_scratch/netns (nsfs"
umount "$tap_scratch/netns"

hierarchy=$(find /sys/fs/cgroup -maxdepth 2 -name cgroup.procs | sed 's,/cgroup.procs$,,' | sort | head -n 1)
mkdir "$hierarchy/$name"
check "a cgroup is found" leaks "cgroup $hierarchy/$name"
rmdir "$hierarchy/$name"

cp "$(command -v sleep)" "$tap_scratch/husk-leak"
"$tap_scratch/husk-leak" 60 &
leak=$!
check "a process of ours is found" leaks "process $leak husk-leak"
kill "$leak"
wait "$leak" 2>/dev/null || true

unshare --fork --pid sleep 60 2>/dev/null &
leak=$!
check "a process of a container is found" leaks "process [0-9]* sleep in another pid namespace"
kill -9 "$(pgrep -P "$leak")"
wait "$leak" 2>/dev/null || true

mkdir -p "/run/husk/$name"
check "a state directory is found" leaks "state /run/husk/$name"
rmdir "/run/husk/$name"
rmdir /run/husk 2>/dev/null || true

mkdir "/tmp/$name"
check "a temporary directory is found" leaks "temporary /tmp/$name"
rmdir "/tmp/$name"
check "all cleared, nothing found" content

mkdir "/tmp/$name"
./sweep.sh snapshot > "$before"
rmdir "/tmp/$name"
./sweep.sh compare "$before" now > "$tap_scratch/found" || true
check "what was there and is not is found" grep -q "^gone: temporary /tmp/$name" "$tap_scratch/found"
finish
