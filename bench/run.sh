#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh [ROUNDS] [SCENARIO...]: floor, husk-oci, crun and runc side by side.
# Scenarios: run, lifecycle, exec, uncached, cached; all of them when none is named.
# Needs root, out/bin/husk-oci for its column, and whatever of crun and runc is installed.
set -eu
cd "$(dirname "$0")/.."

rounds=${1:-40}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- run lifecycle exec uncached cached
[ "$(id -u)" -eq 0 ] || { echo "bench: containers with network and cgroups need root: sudo make bench" >&2; exit 1; }

work=$PWD/out/bench
mkdir -p "$work" bench/results
gcc -O2 -static -Wall -Wextra -Werror -o "$work/interleave" bench/*.c -lm
gcc -O2 -static -Wall -Wextra -Werror -o "$work/floor" native-tests/floor/*.c
husk=${HUSK:-$PWD/out/bin/husk-oci}

spec_writer=$(command -v runc || command -v crun || echo "$husk")
RUNTIME=$spec_writer rootfs-fixtures/bundle.sh "$work/true" /bin/true
RUNTIME=$spec_writer rootfs-fixtures/bundle.sh "$work/sleep" /bin/sleep 1000
RUNTIME=$spec_writer rootfs-fixtures/bundle.sh "$work/seccomp" /bin/true
bench/profile.sh "$work/seccomp/config.json"

# A candidate that cannot run this bundle here has no figures: say so and leave out its column.
candidates=
for candidate in husk-oci crun runc; do
  case $candidate in
  husk-oci) program=$husk ;;
  *) program=$(command -v "$candidate" || true) ;;
  esac
  if [ ! -x "$program" ]; then
    [ "$candidate" = husk-oci ] && remedy="make build" || remedy="apt-get install -y $candidate"
    echo "bench: no $candidate here, so no column for it ($remedy)"
    continue
  fi
  printf 'scenario trial\ncandidate %s\n time %s run -b %s {id}\n' "$candidate" "$program" "$work/true" > "$work/trial.plan"
  if "$work/interleave" "$work/trial.plan" 1 -p 0 > /dev/null 2> "$work/trial.log"; then
    candidates="$candidates $candidate=$program"
  else
    echo "bench: $candidate cannot run the bundle, so no column for it:"
    sed 's/^/    /' "$work/trial.log"
  fi
done

# In the tmpfs that the driver mounts on /run where the host has none there; elsewhere they go away here.
roots=/run/husk-bench-$$
trap 'rm -rf "$roots"' EXIT

plan() {
  echo "scenario $1"
  case $1 in
  *cached) ;; # the floor has no filter
  *) echo "candidate floor" ;;
  esac
  case $1 in
  run)
    echo "time $work/floor run {id} $work/true/rootfs /bin/true"
    ;;
  lifecycle)
    echo "time $work/floor create {id} $work/true/rootfs /bin/true"
    echo "time $work/floor start {id}"
    echo "reap"
    echo "time $work/floor delete {id}"
    ;;
  exec)
    echo "before $work/floor create {own} $work/sleep/rootfs /bin/sleep 1000"
    echo "before $work/floor start {own}"
    echo "time $work/floor exec {own} /bin/true"
    echo "after $work/floor delete {own}"
    ;;
  uncached | cached) ;;
  *)
    echo "bench: no scenario \"$1\": run, lifecycle, exec, uncached or cached" >&2
    exit 2
    ;;
  esac
  for pair in $candidates; do
    program=${pair#*=}
    echo "candidate ${pair%%=*}"
    echo "version $program --version"
    case $1 in
    run)
      echo "time $program run -b $work/true {id}"
      ;;
    lifecycle)
      echo "time $program create -b $work/true {id}"
      echo "time $program start {id}"
      echo "reap"
      echo "time $program delete {id}"
      ;;
    exec)
      echo "before $program run -d -b $work/sleep {own}"
      echo "time $program exec {own} /bin/true"
      echo "after $program delete -f {own}"
      ;;
    uncached)
      # What was compiled is kept under the root, so a new one for each sample knows nothing.
      echo "time $program --root $roots/{id}-${pair%%=*} run -b $work/seccomp {id}"
      ;;
    cached)
      echo "time $program --root $roots/${pair%%=*} run -b $work/seccomp {id}"
      ;;
    esac
  done
}

commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
for scenario; do
  plan "$scenario" > "$work/$scenario.plan"
  "$work/interleave" "$work/$scenario.plan" "$rounds" -q -b docs/budgets.md \
    -o "bench/results/$(date -u +%Y-%m-%d).jsonl" -c "$commit"
done
