#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# images.sh [ROUNDS]: husk beside podman and containerd, each loading the same image of some 300 MB from an archive and
# pulling it from a registry on loopback, into an empty store, in turns. skopeo does not unpack: it shows what the
# copying alone takes. Needs root and out/bin/husk; whatever of the others is installed. TMPDIR says on which disk.
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-5}
[ "$(id -u)" -eq 0 ] || { echo "bench: unpacking keeps owners, which takes root: sudo make bench-images" >&2; exit 1; }
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

bench/debian-image.sh "$work/image"
until skopeo copy -q --dest-tls-verify=false "oci:$work/image:1" "docker://$image" 2> "$work/push.log"; do
  kill -0 "$pids" || { cat "$work/registry.log" "$work/push.log" >&2; exit 1; }
  sleep 0.2
done
# As `docker save` writes it since 25, layers compressed.
skopeo copy -q "oci:$work/image:1" "oci-archive:$work/image.tar:1"

candidates=
[ ! -x "$husk" ] || candidates="$candidates husk"
for candidate in skopeo podman containerd; do
  if command -v "$candidate" > /dev/null; then
    candidates="$candidates $candidate"
  else
    echo "bench: no $candidate here, so no column for it (apt-get install -y $candidate)"
  fi
done

# Only what the user waits for is timed: daemons are started before, stores emptied after.
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
perform() {
  case $1/$2 in
  load/husk) "$husk" --root "$work/store" load -i "$work/image.tar" ;;
  load/skopeo) skopeo copy -q "oci-archive:$work/image.tar:1" "oci:$work/store:1" ;;
  load/podman) podman --root "$work/store" --runroot "$work/run" --storage-driver overlay load -q -i "$work/image.tar" ;;
  load/containerd) ctr -a "$work/run.sock" images import --base-name localhost/bench "$work/image.tar" ;;
  pull/husk) "$husk" --root "$work/store" pull -q "$image" ;;
  pull/skopeo) skopeo copy -q --src-tls-verify=false "docker://$image" "oci:$work/store:1" ;;
  pull/podman) podman --root "$work/store" --runroot "$work/run" --storage-driver overlay pull -q --tls-verify=false "$image" ;;
  pull/containerd) ctr -a "$work/run.sock" images pull --plain-http --platform linux/"$(dpkg --print-architecture)" "$image" ;;
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
  for task in load pull; do
    for candidate in $candidates; do
      prepare "$candidate"
      begun=$(now)
      perform "$task" "$candidate" > "$work/out.log" 2>&1 || { echo "bench: $task by $candidate:" >&2; cat "$work/out.log" >&2; exit 1; }
      ended=$(now)
      echo $(((ended - begun) / 1000000)) >> "$work/times.$task.$candidate"
      # Not unpacked is not done.
      if [ "$round" -eq 0 ] && [ "$candidate" != skopeo ]; then
        files=$(find "$work/store" -type f -path '*/share/doc/*' | wc -l)
        [ "$files" -gt 100 ] || { echo "bench: $task by $candidate unpacked $files files" >&2; exit 1; }
      fi
      clear_away "$candidate"
    done
  done
  round=$((round + 1))
done

median() { sort -n "$1" | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }
for task in load pull; do
  printf '\n%-12s %10s %10s %10s  %s\n' "$task" median fastest slowest "median against husk"
  mine=0
  [ ! -r "$work/times.$task.husk" ] || mine=$(median "$work/times.$task.husk")
  for candidate in $candidates; do
    file=$work/times.$task.$candidate
    printf '%-12s %7d ms %7d ms %7d ms  %s\n' "$candidate" "$(median "$file")" "$(sort -n "$file" | head -n 1)" \
      "$(sort -n "$file" | tail -n 1)" "$(median "$file" | awk -v mine="$mine" 'mine > 0 { printf "%.2f", $1 / mine }')"
  done
done

# What the parts of the work take by themselves, one after the other on one core, and how that compares with the load.
layers=$(find "$work/image/blobs/sha256" -size +1M)
[ ! -r "$work/times.load.husk" ] || whole=$(median "$work/times.load.husk")
on_layers() {
  # shellcheck disable=SC2086 # a list of files
  sh -c "$1" part "$work" $layers > /dev/null
}
part() {
  sync
  begun=$(now)
  on_layers "$2"
  took=$((($(now) - begun) / 1000000))
  printf '%-34s %7d ms  %s\n' "$1" "$took" "$(echo "${whole:-0} $took" | awk '$1 > 0 { printf "%.2f", $2 / $1 }')"
}
# shellcheck disable=SC2086
printf '\nimage: %s compressed, %s in files\n' "$(du -ch $layers | tail -n 1 | cut -f1)" "$(cat "$work/image/unpacked")"
printf '%-34s %10s  %s\n' "the parts, one core each" "" "share of husk load"
# shellcheck disable=SC2016 # for the inner shell
{
  part "sha256 of the blobs" 'shift; sha256sum "$@"'
  part "gunzip" 'shift; for blob; do gunzip -c < "$blob"; done'
  on_layers 'work=$1; shift; mkdir "$work/plain"; for blob; do gunzip -c < "$blob" > "$work/plain/${blob##*/}"; done'
  part "sha256 of the plain layers" 'sha256sum "$1"/plain/*'
  part "disk: write the blobs" 'work=$1; shift; mkdir "$work/blobs"; cp "$@" "$work/blobs"; sync -f "$work"'
  part "disk: tar -x of the plain layers" 'mkdir "$1/unpacked"; for layer in "$1"/plain/*; do tar -xf "$layer" -C "$1/unpacked"; done; sync -f "$1"'
}
