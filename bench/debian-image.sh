#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# debian-image.sh DIRECTORY: writes an OCI image layout of some 300 MB of files from this machine's packages in four layers,
# tag 1. Nothing of ours has a hand in it.
set -eu
target=$1
mkdir -p "$target/blobs/sha256"

# What packages brought, up to so many bytes for each layer; tar's order and owners as they are.
layer_files() {
  find "$@" -xdev -type f -size -8M 2>/dev/null | LC_ALL=C sort
}
take() { # MEGABYTES: of the names on standard input
  xargs -d '\n' stat -c '%s %n' | awk -v most="$1" '{ sum += $1; sub(/^[0-9]* /, "") } sum <= most * 1000000'
}
blob() { # FILE: under its digest; prints digest and size
  digest=$(sha256sum "$1" | cut -d' ' -f1)
  size=$(stat -c %s "$1")
  mv "$1" "$target/blobs/sha256/$digest"
}

layers=
diffs=
total=0
for part in "/usr/lib/x86_64-linux-gnu /usr/lib/aarch64-linux-gnu:120" "/usr/share/doc /usr/share/man /usr/share/locale:60" "/usr/bin /usr/sbin:80" "/usr/include /usr/share/perl:40"; do
  # shellcheck disable=SC2086 # a list of directories
  layer_files ${part%:*} | take "${part##*:}" > "$target/names"
  tar -cf "$target/layer.tar" --no-recursion -T "$target/names" 2>/dev/null
  diff=$(sha256sum "$target/layer.tar" | cut -d' ' -f1)
  total=$((total + $(stat -c %s "$target/layer.tar")))
  gzip -nf6 "$target/layer.tar"
  blob "$target/layer.tar.gz"
  layers="$layers,{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$digest\",\"size\":$size}"
  diffs="$diffs,\"sha256:$diff\""
done
rm -f "$target/names"

printf '{"architecture":"%s","os":"linux","rootfs":{"type":"layers","diff_ids":[%s]}}' "$(dpkg --print-architecture)" "${diffs#,}" > "$target/document"
blob "$target/document"
printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[%s]}' \
  "$digest" "$size" "${layers#,}" > "$target/document"
blob "$target/document"
printf '{"schemaVersion":2,"manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"org.opencontainers.image.ref.name":"1"}}]}' \
  "$digest" "$size" > "$target/index.json"
printf '{"imageLayoutVersion":"1.0.0"}' > "$target/oci-layout"
echo "$((total / 1000000)) MB" > "$target/unpacked"
