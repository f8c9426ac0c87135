#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# image.sh TAR NAME [COMMAND...]: an image archive with a busybox root filesystem, named NAME (registry/repository:tag),
# whose containers run COMMAND (plain words; default: sh). It is an OCI image layout and a `docker save` archive in one,
# so `docker load`, `podman load` and `ctr image import` all take it.
set -eu

[ $# -ge 2 ] || { echo "usage: image.sh TAR NAME [COMMAND...]" >&2; exit 2; }
archive=$1
name=$2
shift 2
[ $# -gt 0 ] || set -- sh
command=$(printf '"%s",' "$@")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/husk-image.XXXXXX")
trap 'rm -rf "$work"' EXIT
blobs=$work/layout/blobs/sha256
mkdir -p "$blobs"

# keep FILE: the file becomes a blob, and its digest is printed.
keep() {
  digest=$(sha256sum < "$1" | cut -d' ' -f1)
  mv "$1" "$blobs/$digest"
  echo "$digest"
}
size() {
  wc -c < "$blobs/$1"
}

case $(uname -m) in
aarch64) architecture=arm64 ;;
*) architecture=amd64 ;;
esac

# Nothing of the hour or the user gets in: the same busybox makes the same image.
"$here/busybox.sh" "$work/root"
tar -C "$work/root" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf "$work/layer" .
layer=$(keep "$work/layer")
cat > "$work/config" <<END
{"architecture":"$architecture","os":"linux","created":"1970-01-01T00:00:00Z",
"config":{"Env":["PATH=/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":[${command%,}],"WorkingDir":"/"},
"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]},
"history":[{"created":"1970-01-01T00:00:00Z","created_by":"busybox.sh"}]}
END
config=$(keep "$work/config")
cat > "$work/manifest" <<END
{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
"config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:$config","size":$(size "$config")},
"layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"sha256:$layer","size":$(size "$layer")}]}
END
manifest=$(keep "$work/manifest")

printf '{"imageLayoutVersion":"1.0.0"}\n' > "$work/layout/oci-layout"
# containerd reads its own annotation for the whole name; the specification's has the tag.
cat > "$work/layout/index.json" <<END
{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json",
"digest":"sha256:$manifest","size":$(size "$manifest"),
"annotations":{"io.containerd.image.name":"$name","org.opencontainers.image.ref.name":"${name##*:}"}}]}
END
cat > "$work/layout/manifest.json" <<END
[{"Config":"blobs/sha256/$config","RepoTags":["$name"],"Layers":["blobs/sha256/$layer"]}]
END
tar -C "$work/layout" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -cf "$archive" .
