#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fetch.sh DIRECTORY [SUITE]: puts the CRIU of a Debian suite there, as DIRECTORY/criu, with the libraries it was built
# for; nothing of it is installed on the host. SUITE is sid where nothing is said: a CRIU has to know the kernel.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
suite=${2:-sid}
mkdir -p "$1"
directory=$(cd "$1" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/husk-criu-fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT

"$here/../../.ci/unpack.sh" "$suite" "$work/root" criu
rm -rf "${directory:?}/lib"
mkdir -p "$directory/lib"
find "$work/root/usr/lib" -maxdepth 2 -name '*.so*' ! -type d -exec cp -P {} "$directory/lib" \;
cp "$work/root/usr/sbin/criu" "$work/criu"
# An rpath, and no runpath: libraries of libraries are looked for there too (ld.so(8)).
patchelf --force-rpath --set-interpreter "$directory/lib/ld-linux-x86-64.so.2" --set-rpath "$directory/lib" "$work/criu"
# The last step: `make` takes the file for the whole.
mv "$work/criu" "$directory/criu"
echo "$directory/criu: $("$directory/criu" --version | head -n 1) of Debian $suite" >&2
