#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# unpack.sh SUITE DIRECTORY PACKAGE...: unpacks packages of a Debian suite, and all that they depend on, to DIRECTORY.
# Nothing is installed, and the host's package lists stay as they are. DEBIAN_MIRROR names another mirror.
set -eu
suite=$1
mkdir -p "$2"
directory=$(cd "$2" && pwd)
shift 2
work=$(mktemp -d "${TMPDIR:-/tmp}/husk-unpack.XXXXXX")
trap 'rm -rf "$work"' EXIT

mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] ${DEBIAN_MIRROR:-http://deb.debian.org/debian} $suite main" > "$work/sources.list"
apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State="$work/state" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
    -o Acquire::Languages=none -o APT::Sandbox::User=root "$@"
}
apt update
# With no package installed, those that something depends on are all downloaded too.
apt install --yes --download-only --no-install-recommends "$@" > /dev/null
for package in "$work"/cache/archives/*.deb; do
  dpkg-deb -x "$package" "$directory"
done
