#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fetch.sh DIRECTORY [SUITE]: puts the kernel of Debian's package user-mode-linux there, as DIRECTORY/linux, with its
# modules and the C library it was built for; nothing of it is installed on the host. SUITE is sid where nothing is said:
# its kernel runs a system call two to four times as fast as that of bookworm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
suite=${2:-sid}
mkdir -p "$1"
directory=$(cd "$1" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/husk-lab-fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT

"$here/../../.ci/unpack.sh" "$suite" "$work/root" user-mode-linux

rm -rf "${directory:?}/modules" "${directory:?}/lib"
mkdir -p "$directory/lib"
find "$work/root" -type f \( -name ld-linux-x86-64.so.2 -o -name libc.so.6 \) -exec cp {} "$directory/lib" \;
cp -r "$work"/root/usr/lib/uml/modules/* "$directory/modules" # one kernel, one directory
cp "$work/root/usr/bin/linux.uml" "$work/linux"
patchelf --set-interpreter "$directory/lib/ld-linux-x86-64.so.2" --set-rpath "$directory/lib" "$work/linux"
# The last step: `make` takes the file for the whole.
mv "$work/linux" "$directory/linux"
echo "$directory/linux: Linux $("$directory/linux" --version) of Debian $suite" >&2
