#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# net.sh [ROUNDS] [PART...]: what networks cost, husk beside docker, each on a host of its own: a network namespace with a
# neighbour in another one. Parts: run, throughput, latency, ports; all of them when none is named.
# Needs root, iperf3 and the programs in out/bin (or HUSK, HUSK_MONITOR, HUSK_RUNTIME); docker, if it is installed.
# SECONDS_EACH=2 (of throughput), TRIPS=5000 (of latency), PORTS=500.
set -eu
cd "$(dirname "$0")/.."
[ "$(id -u)" -eq 0 ] || { echo "bench: containers need root: sudo make bench-net" >&2; exit 1; }
if [ -z "${HUSK_BENCH_GROUND-}" ]; then
  HUSK_BENCH_GROUND=own exec .ci/own-ground.sh "$0" "$@"
fi
rounds=${1:-10}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- run throughput latency ports

husk=${HUSK:-$PWD/out/bin/husk}
export HUSK_MONITOR="${HUSK_MONITOR:-$PWD/out/bin/husk-monitor}" HUSK_RUNTIME="${HUSK_RUNTIME:-$PWD/out/bin/husk-oci}"
work=$(mktemp -d "${TMPDIR:-/var/tmp}/husk-bench.XXXXXX")
export HUSK_ROOT="$work/husk" HUSK_RUN="$work/run" DOCKER_HOST="unix://$work/docker.sock" DOCKER_CONFIG="$work/client"
servers=
. bench/engines.sh

clear_away() {
  for server in $servers; do
    kill "$server" 2> /dev/null || true
  done
  for candidate in $candidates; do
    on "$candidate" ps -aq | xargs -r -n 50 "$(program "$candidate")" rm -f > /dev/null 2>&1 || true
  done
  clear_work
}
trap 'exit 1' INT TERM

# within NAMESPACE COMMAND...
within() {
  namespace=$work/net/$1
  shift
  nsenter "--net=$namespace" "$@"
}
# on CANDIDATE WORDS...: its command line, on its host. A client of a daemon may be anywhere.
on() {
  candidate=$1
  shift
  within "$candidate" "$(program "$candidate")" "$@"
}

# host CANDIDATE: a network namespace (192.0.2.1), and its neighbour's (192.0.2.2).
host() {
  for name in "$1" "$1.neighbour"; do
    touch "$work/net/$name"
    unshare "--net=$work/net/$name" ip link set lo up
  done
  within "$1" ip link add lan0 type veth peer name host0 netns "$work/net/$1.neighbour"
  within "$1" ip link set lan0 up
  within "$1" ip address add 192.0.2.1/24 dev lan0
  within "$1.neighbour" ip link set host0 up
  within "$1.neighbour" ip address add 192.0.2.2/24 dev host0
}

candidates=husk
mkdir "$work/net"
trap clear_away EXIT
host husk
if command -v dockerd > /dev/null; then
  host docker
  start_dockerd nsenter "--net=$work/net/docker" dockerd
  candidates="husk docker"
else
  echo "bench: no docker here, so no column for it (apt-get install -y docker.io)"
fi
rootfs-fixtures/image.sh "$work/busybox.tar" docker.io/library/busybox:latest
for candidate in $candidates; do
  on "$candidate" load -i "$work/busybox.tar" > /dev/null
done
compile_interleave
gcc -O2 -static -Wall -Wextra -Werror -o out/bench/roundtrip bench/roundtrip/roundtrip.c
results=bench/results/$(date -u +%Y-%m-%d).jsonl
commit=$(git rev-parse --short HEAD 2> /dev/null || echo unknown)

# interleaved SCENARIO: of candidates on standard input, a line each: NAME, and what is timed.
interleaved() {
  {
    echo "scenario $1"
    while read -r name words; do
      printf 'candidate %s\nversion %s --version\ntime %s\n' "$name" "${words%% *}" "$words"
    done
  } > "$work/$1.plan"
  within husk out/bench/interleave "$work/$1.plan" "$rounds" -q -b docs/budgets.md -o "$results" -c "$commit"
}
# median_of SCENARIO CANDIDATE: of its last run, in microseconds.
median_of() {
  grep "\"scenario\":\"$1\"" "$results" | tail -n 1 | tr '{' '\n' | sed -n "s/^\"name\":\"$2\".*\"median_us\":\([0-9]*\).*/\1/p"
}

run() {
  on husk network create made > /dev/null
  interleaved net-run <<EOF
none $husk run --rm --network none busybox true
bridge $husk run --rm busybox true
port $husk run --rm -p 8080:80 busybox true
made $husk run --rm --network made busybox true
EOF
  for name in bridge port made; do
    echo "$(median_of net-run $name) $(median_of net-run none)" |
      awk -v name="$name" '{ printf "%s costs %.1f ms more than none (budget: 12 ms)\n", name, ($1 - $2) / 1000 }'
  done
  echo
}

# What listens stands in the namespace of a container; it is the host's own program.
begin_servers() {
  for candidate in $candidates; do
    on "$candidate" run -d --name server -p 5201:5201 -p 7007:7007 busybox sleep 100000 > /dev/null
    on "$candidate" run -d --name asker busybox sleep 100000 > /dev/null
    for name in server asker; do
      ln -sf "/proc/$(on "$candidate" inspect -f '{{.State.Pid}}' "$name")/ns/net" "$work/net/$candidate.$name"
    done
    # Not by a function, of which a shell would be the process that is killed.
    nsenter "--net=$work/net/$candidate.server" iperf3 -s > /dev/null 2>&1 &
    servers="$servers $!"
    nsenter "--net=$work/net/$candidate.server" out/bench/roundtrip serve 7007 &
    servers="$servers $!"
  done
  sleep 1
}
end_servers() {
  for server in $servers; do
    kill "$server"
    wait "$server" 2> /dev/null || true
  done
  servers=
  for candidate in $candidates; do
    on "$candidate" rm -f server asker > /dev/null
  done
}
# by_way CANDIDATE WAY COMMAND...: from where that way begins, with the address that it leads to in place of {}.
by_way() {
  case $2 in
  bridge)
    from=$1.asker
    to=$(on "$1" inspect -f '{{.NetworkSettings.IPAddress}}' server)
    ;;
  port)
    from=$1.neighbour
    to=192.0.2.1
    ;;
  localhost)
    from=$1
    to=127.0.0.1
    ;;
  esac
  shift 2
  for word; do
    shift
    [ "$word" != '{}' ] || word=$to
    set -- "$@" "$word"
  done
  within "$from" "$@"
}
gigabits() {
  by_way "$1" "$2" iperf3 -c '{}' -t "${SECONDS_EACH:-2}" -J |
    awk '/"sum_received"/ { in_sum = 1 } in_sum && /bits_per_second/ { printf "%.2f\n", $2 / 1e9; exit }'
}
microseconds() {
  by_way "$1" "$2" out/bench/roundtrip ask '{}' 7007 "${TRIPS:-5000}"
}
# compared WHAT UNIT: each way in turns.
compared() {
  begin_servers
  round=0
  while [ "$round" -lt "$rounds" ]; do
    for way in bridge port localhost; do
      for candidate in $candidates; do
        "$2" "$candidate" "$way" >> "$work/$1.$way.$candidate"
      done
    done
    round=$((round + 1))
  done
  end_servers
  printf '%-14s' "$1"
  for candidate in $candidates; do
    printf ' %24s' "$candidate, $2"
  done
  printf '  husk by docker\n'
  for way in bridge port localhost; do
    printf '  %-12s' "$way"
    for candidate in $candidates; do
      printf ' %24s' "$(median "$work/$1.$way.$candidate")"
    done
    case $candidates in
    *docker) echo "$(median "$work/$1.$way.husk") $(median "$work/$1.$way.docker")" | awk '{ printf "  %.2f\n", $1 / $2 }' ;;
    *) echo ;;
    esac
  done
  echo
}

ports() {
  count=${PORTS:-500}
  echo "port $husk run --rm -p 19999:80 busybox true" | interleaved first-port
  on husk run -d --name many -p "20000-$((20000 + count - 2)):20000-$((20000 + count - 2))" busybox sleep 100000 > /dev/null
  echo "port $husk run --rm -p 19999:80 busybox true" | interleaved last-port
  on husk rm -f many > /dev/null
  echo "$(median_of first-port port) $(median_of last-port port)" |
    awk -v count="$count" '{ printf "the first port %.1f ms, the %dth %.1f ms: %.2f times\n\n", $1 / 1000, count, $2 / 1000, $2 / $1 }'
}

for part; do
  case $part in
  run) run ;;
  throughput) compared throughput gigabits ;;
  latency) compared latency microseconds ;;
  ports) ports ;;
  *)
    echo "bench: no part \"$part\"" >&2
    exit 2
    ;;
  esac
done
