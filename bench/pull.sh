#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# pull.sh [ROUNDS]: husk pull beside podman, containerd and skopeo, each pulling the same image of some 300 MB from a
# registry on loopback into an empty store, in turns. skopeo does not unpack: it shows what fetching alone takes.
# Needs root and out/bin/husk; whatever of the others is installed. TMPDIR says on which disk.
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-5}
[ "$(id -u)" -eq 0 ] || { echo "bench: unpacking keeps owners, which takes root: sudo make bench-pull" >&2; exit 1; }
husk=${HUSK:-$PWD/out/bin/husk}
work=$(mktemp -d "${TMPDIR:-/var/tmp}/husk-bench.XXXXXX")
# podman and skopeo leave files here when they end early.
export TMPDIR="$work/tmp"
mkdir "$TMPDIR"
pids=
cleanup() {
  for pid in $pids; do
    kill "$pid" 2>/dev/null || continue
    wait "$pid" 2>/dev/null || true
  done
  awk -v under="$work/" 'index($2, under) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r mount; do
    umount "$mount"
  done
  rm -rf "$work"
}
trap cleanup EXIT INT TERM

# A port that nobody has.
port=5001
while grep -q "$(printf ':%04X 00000000:0000 0A' "$port")" /proc/net/tcp /proc/net/tcp6; do port=$((port + 1)); done
cat > "$work/registry.yml" <<EOF
version: 0.1
log: { level: error, accesslog: { disabled: true } }
storage: { filesystem: { rootdirectory: $work/registry } }
http: { addr: "127.0.0.1:$port" }
EOF
docker-registry serve "$work/registry.yml" > "$work/registry.log" 2>&1 &
pids=$!
image=localhost:$port/bench:1

bench/pull-image.sh "$work/image"
until skopeo copy -q --dest-tls-verify=false "oci:$work/image:1" "docker://$image" 2> "$work/push.log"; do
  kill -0 "$pids" || { cat "$work/registry.log" "$work/push.log" >&2; exit 1; }
  sleep 0.2
done

candidates=
[ ! -x "$husk" ] || candidates="$candidates husk"
for candidate in skopeo podman containerd; do
  if command -v "$candidate" > /dev/null; then
    candidates="$candidates $candidate"
  else
    echo "bench: no $candidate here, so no column for it (apt-get install -y $candidate)"
  fi
done

# Only to fetch and unpack: what a pull is; what is not timed is done before and after.
prepare() {
  case $1 in
  containerd)
    containerd --root "$work/store" --state "$work/run" --address "$work/run.sock" --log-level error > "$work/containerd.log" 2>&1 &
    daemon=$!
    pids="$pids $daemon"
    until ctr -a "$work/run.sock" version > /dev/null 2>&1; do
      kill -0 "$daemon" || { cat "$work/containerd.log" >&2; exit 1; }
      sleep 0.1
    done
    ;;
  esac
  sync
}
pull() {
  case $1 in
  husk) "$husk" --root "$work/store" pull -q "$image" ;;
  skopeo) skopeo copy -q --src-tls-verify=false "docker://$image" "oci:$work/store:1" ;;
  podman) podman --root "$work/store" --runroot "$work/run" --storage-driver overlay pull -q --tls-verify=false "$image" ;;
  containerd) ctr -a "$work/run.sock" images pull --plain-http --platform linux/"$(dpkg --print-architecture)" "$image" ;;
  esac
}
clear_away() {
  if [ "$1" = containerd ]; then
    kill "$daemon"
    wait "$daemon" || true
  fi
  awk -v under="$work/" 'index($2, under) == 1 { print $2 }' /proc/self/mounts | sort -r | while read -r mount; do
    umount "$mount"
  done
  rm -rf "$work/store" "$work/run" "$work/run.sock" "$work/run.sock.ttrpc"
}

now() { date +%s%N; }
round=0
while [ "$round" -lt "$rounds" ]; do
  for candidate in $candidates; do
    prepare "$candidate"
    begun=$(now)
    pull "$candidate" > "$work/out.log" 2>&1 || { echo "bench: $candidate:" >&2; cat "$work/out.log" >&2; exit 1; }
    ended=$(now)
    echo $(((ended - begun) / 1000000)) >> "$work/times.$candidate"
    clear_away "$candidate"
  done
  round=$((round + 1))
done

# What the parts of the work take by themselves, one core each.
layers=$(find "$work/image/blobs/sha256" -size +1M)
# shellcheck disable=SC2086 # a list of files
part() {
  begun=$(now)
  sh -c "$2" pull-part "$work/unpacked" $layers > /dev/null
  echo "$1 $((($(now) - begun) / 1000000)) ms"
}
# shellcheck disable=SC2086
printf '\nimage: %s compressed, %s in files\n' "$(du -ch $layers | tail -n 1 | cut -f1)" "$(cat "$work/image/unpacked")"
# shellcheck disable=SC2016 # for the inner shell
{
  part "sha256 of the blobs:" 'shift; sha256sum "$@"'
  part "gunzip of the blobs:" 'shift; for blob; do gunzip -c < "$blob"; done'
  part "gunzip and tar to the disk:" 'mkdir "$1"; root=$1; shift; for blob; do gunzip -c < "$blob" | tar -xC "$root"; done'
}

median() { sort -n "$1" | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
printf '\n%-12s %10s %10s %10s  %s\n' pull median fastest slowest "median against husk"
mine=
[ ! -r "$work/times.husk" ] || mine=$(median "$work/times.husk")
for candidate in $candidates; do
  file=$work/times.$candidate
  printf '%-12s %7d ms %7d ms %7d ms  %s\n' "$candidate" "$(median "$file")" "$(sort -n "$file" | head -n 1)" \
    "$(sort -n "$file" | tail -n 1)" "$(median "$file" | awk -v mine="${mine:-0}" 'mine > 0 { printf "%.2f", $1 / mine }')"
done
