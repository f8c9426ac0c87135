#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# context.sh DIRECTORY: a build context with a bit of every kind of project.
set -eu
umask 022
mkdir -p "$1"
cd "$1"

# What node projects have.
mkdir -p web/src/components web/public web/node_modules/left-pad
echo '{"name":"web","version":"1.0.0","scripts":{"start":"node src/index.js"}}' > web/package.json
echo '{"lockfileVersion":3}' > web/package-lock.json
echo 'console.log("web")' > web/src/index.js
echo 'export default 1' > web/src/components/app.js
echo '<!doctype html>' > web/public/index.html
echo 'not for the image' > web/node_modules/left-pad/index.js

# What python projects have.
mkdir -p py/app/__pycache__ py/tests
printf 'flask==3.0\ngunicorn\n' > py/requirements.txt
echo 'print("py")' > py/app/main.py
: > py/app/__init__.py
echo cache > py/app/__pycache__/main.pyc
echo 'assert True' > py/tests/test_main.py

# What C projects have.
mkdir -p c/src c/include
echo 'int main(void) { return 0; }' > c/src/main.c
echo '#define ONE 1' > c/include/one.h
printf 'all:\n\tcc -o app src/main.c\n' > c/Makefile
printf '#!/bin/sh\necho configured > config.h\n' > c/configure
chmod 755 c/configure

# What shells find hard.
mkdir -p odd/deep/er odd/private odd/empty
echo s > 'odd/with space.txt'
echo b > 'odd/[bracket].txt'
echo u > odd/ünï.txt
echo h > odd/.hidden
echo d > odd/deep/er/file
echo p > odd/private/key
chmod 600 odd/private/key
chmod 700 odd/private
chmod 1777 odd/empty
ln -s deep/er/file odd/link
ln -s /etc/passwd odd/absolute
ln -s nowhere odd/dangling
ln -s deep odd/linkdir
ln odd/.hidden odd/hard
mkfifo odd/pipe

# Archives.
mkdir -p tmp/a/b
echo in > tmp/a/b/in
ln -s b tmp/a/l
chmod 750 tmp/a/b
tar -C tmp --sort=name --owner=5 --group=6 --numeric-owner --mtime=@0 -cf plain.tar a
gzip -nc plain.tar > zipped.tgz
bzip2 -c plain.tar > zipped.tbz
xz -c plain.tar > zipped.txz
echo text | gzip -n > text.gz
rm -r tmp

printf '#!/bin/sh\nexec "$@"\n' > entrypoint.sh
chmod 755 entrypoint.sh
printf 'key = value\n' > settings.conf

# What setcap(8) writes for cap_net_bind_service=ep: struct vfs_cap_data, revision 2.
printf '#!/bin/sh\n' > capable
chmod 755 capable
setfattr -n security.capability -v 0x0100000200040000000000000000000000000000 capable
