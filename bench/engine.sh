#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# engine.sh [ROUNDS] [PART...]: husk beside docker and podman, in turns, with the same image of busybox.
# Parts: run-none, run-bridge, engine-exec, engine-start, ps, logs, memory; all of them when none is named.
# Needs root and the programs in out/bin (or HUSK, HUSK_MONITOR, HUSK_RUNTIME); whatever of the others is installed.
# CONTAINERS=1000 (for ps), IDLE=100 (for memory), LOG_MEGABYTES=1024 and LOG_ROUNDS=3 (for logs). TMPDIR says on which disk.
set -eu
cd "$(dirname "$0")/.."
[ "$(id -u)" -eq 0 ] || { echo "bench: containers need root: sudo make bench-engine" >&2; exit 1; }
if [ -z "${HUSK_BENCH_GROUND-}" ]; then
  HUSK_BENCH_GROUND=own exec .ci/own-ground.sh "$0" "$@"
fi
rounds=${1:-20}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- run-none run-bridge engine-exec engine-start ps logs memory

husk=${HUSK:-$PWD/out/bin/husk}
export HUSK_MONITOR="${HUSK_MONITOR:-$PWD/out/bin/husk-monitor}" HUSK_RUNTIME="${HUSK_RUNTIME:-$PWD/out/bin/husk-oci}"
work=$(mktemp -d "${TMPDIR:-/var/tmp}/husk-bench.XXXXXX")
export TMPDIR="$work/tmp" HUSK_ROOT="$work/husk" DOCKER_HOST="unix://$work/docker.sock" DOCKER_CONFIG="$work/client"
mkdir "$TMPDIR" "$DOCKER_CONFIG"
# podman asks for it when it is named.
echo '{}' > "$DOCKER_CONFIG/config.json"
candidates=
. bench/engines.sh

clear_away() {
  for candidate in $candidates; do
    remove_all "$candidate" > /dev/null 2>&1 || true
  done
  clear_work
}
trap clear_away EXIT
trap 'exit 1' INT TERM

on() {
  candidate=$1
  shift
  "$(program "$candidate")" "$@"
}
remove_all() {
  on "$1" ps -aq | xargs -r -n 50 -P 2 "$(program "$1")" rm -f
}

if [ -x "$husk" ]; then
  candidates=husk
else
  echo "bench: no husk at $husk, so no column for it (make build)"
fi
if command -v dockerd > /dev/null; then
  start_dockerd dockerd
  candidates="$candidates docker"
else
  echo "bench: no docker here, so no column for it (apt-get install -y docker.io)"
fi
if command -v podman > /dev/null; then
  export CONTAINERS_CONF="$work/containers.conf" CONTAINERS_STORAGE_CONF="$work/storage.conf" PODMAN_IGNORE_CGROUPSV1_WARNING=1
  # podman's own limits are above what root may set where CAP_SYS_RESOURCE is missing.
  cat > "$CONTAINERS_CONF" <<EOF
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=8192:8192"]
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
network_config_dir = "$work/networks"
EOF
  # crun starts nothing where a controller is in cgroup v2 and others are in v1.
  if grep -q . /sys/fs/cgroup/unified/cgroup.controllers 2> /dev/null; then
    sed -i '/^\[engine\]/a runtime = "runc"' "$CONTAINERS_CONF"
  fi
  printf '[storage]\ndriver = "overlay"\ngraphroot = "%s"\nrunroot = "%s"\n' "$work/podman" "$work/podman-run" > "$CONTAINERS_STORAGE_CONF"
  candidates="$candidates podman"
else
  echo "bench: no podman here, so no column for it (apt-get install -y podman)"
fi

rootfs-fixtures/image.sh "$work/busybox.tar" docker.io/library/busybox:latest
for candidate in $candidates; do
  on "$candidate" load -i "$work/busybox.tar" > /dev/null
done
compile_interleave
commit=$(git rev-parse --short HEAD 2> /dev/null || echo unknown)

# What a candidate does in a round, for interleave.
steps() {
  case $1 in
  run-none) echo "time $2 run --rm --network none busybox true" ;;
  run-bridge) echo "time $2 run --rm busybox true" ;;
  engine-exec)
    echo "before $2 run -d --network none --name {own} busybox sleep 100000"
    echo "time $2 exec {own} true"
    echo "after $2 rm -f {own}"
    ;;
  engine-start)
    echo "before $2 create --network none --name {own} busybox true"
    echo "time $2 start -a {own}"
    echo "after $2 rm -f {own}"
    ;;
  ps) echo "time $2 ps -a" ;;
  esac
}
interleaved() {
  {
    echo "scenario $1"
    for candidate in $candidates; do
      printf 'candidate %s\nversion %s --version\n' "$candidate" "$(program "$candidate")"
      steps "$1" "$(program "$candidate")"
    done
  } > "$work/$1.plan"
  out/bench/interleave "$work/$1.plan" "$rounds" -q -b docs/budgets.md -o "bench/results/$(date -u +%Y-%m-%d).jsonl" -c "$commit"
}

# took NAME COMMAND...: its milliseconds, one more line of a file.
took() {
  file=$work/times.$1
  shift
  begun=$(now)
  "$@"
  echo $((($(now) - begun) / 1000000)) >> "$file"
}
times_table() {
  printf '%-14s %10s %10s %10s\n' "$1" median fastest slowest
  for candidate in $candidates; do
    file=$work/times.$1.$candidate
    printf '  %-12s %7d ms %7d ms %7d ms\n' "$candidate" "$(median "$file")" "$(sort -n "$file" | head -n 1)" "$(sort -n "$file" | tail -n 1)"
  done
  echo
}

# Lines of 100 bytes, as fast as the engine takes them, and then all of them read back. podman's log has no other limit.
write_log() {
  case $1 in
  podman) ;;
  *) set -- "$1" --log-opt "max-size=$((LOG_MEGABYTES * 4))m" ;;
  esac
  candidate=$1
  shift
  on "$candidate" run -d --network none --name log "$@" busybox \
    sh -c "yes $(printf '%099d' 0) | head -c ${LOG_MEGABYTES}000000" > /dev/null
  [ "$(on "$candidate" wait log)" = 0 ]
}
read_log() {
  on "$1" logs log > /dev/null
}
logs() {
  LOG_MEGABYTES=${LOG_MEGABYTES:-1024}
  round=0
  while [ "$round" -lt "${LOG_ROUNDS:-3}" ]; do
    for candidate in $candidates; do
      took "log-write.$candidate" write_log "$candidate"
      took "log-read.$candidate" read_log "$candidate"
      # Faster than all of it is too fast.
      if [ "$round" -eq 0 ]; then
        bytes=$(on "$candidate" logs log | wc -c)
        [ "$bytes" -eq "${LOG_MEGABYTES}000000" ] || echo "bench: the log of $candidate has $bytes bytes, of ${LOG_MEGABYTES}000000"
      fi
      on "$candidate" rm -f log > /dev/null
    done
    round=$((round + 1))
  done
  times_table log-write
  times_table log-read
}

# Proportional set size in KiB of the processes of such names that are of this bench (proc(5), smaps_rollup).
pss() {
  total=0
  for process in /proc/[0-9]*; do
    grep -Eqx "$1" "$process/comm" 2> /dev/null || continue
    grep -qa "$work" "$process/cmdline" || continue
    size=$(awk '/^Pss:/ { print $2 }' "$process/smaps_rollup" 2> /dev/null)
    total=$((total + ${size:-0}))
  done
  echo "$total"
}
# What runs for a candidate's containers, beside the containers' own processes.
footprint() {
  case $1 in
  husk) pss 'husk.*' ;;
  docker) pss 'dockerd|containerd.*' ;;
  podman) pss conmon ;;
  esac
}
memory() {
  count=${IDLE:-100}
  printf '%-14s %14s %14s %14s\n' memory "none running" "$count running" "KiB each"
  for candidate in $candidates; do
    before=$(footprint "$candidate")
    seq "$count" | xargs -P 2 -I{} "$(program "$candidate")" run -d --network none busybox sleep 100000 > /dev/null
    after=$(footprint "$candidate")
    printf '  %-12s %10d KiB %10d KiB %10d KiB\n' "$candidate" "$before" "$after" $(((after - before) / count))
    remove_all "$candidate" > /dev/null
  done
  echo
}

for part; do
  case $part in
  run-none | run-bridge | engine-exec | engine-start) interleaved "$part" ;;
  ps)
    for candidate in $candidates; do
      seq "${CONTAINERS:-1000}" | xargs -P 2 -I{} "$(program "$candidate")" create --network none busybox true > /dev/null
    done
    interleaved ps
    for candidate in $candidates; do
      remove_all "$candidate" > /dev/null
    done
    ;;
  logs | memory) "$part" ;;
  *)
    echo "bench: no part \"$part\"" >&2
    exit 2
    ;;
  esac
done
