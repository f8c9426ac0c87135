#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# builds.sh [ROUNDS]: husk build beside docker build and buildah, in turns: a Dockerfile of 12 steps cold, fully cached and
# with a late COPY changed, and a context of 10,000 files, cold and cached. No step has a network. Needs root and
# out/bin/husk; whatever of the others is installed. TMPDIR says on which disk. Budget: at most 0.8 of the fastest other one
# cold, and 0.5 cached.
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-5}
[ "$(id -u)" -eq 0 ] || { echo "bench: a build makes containers, which takes root: sudo make bench-build" >&2; exit 1; }
husk=${HUSK:-$PWD/out/bin/husk}
work=$(mktemp -d "${TMPDIR:-/var/tmp}/husk-bench.XXXXXX")
export DOCKER_HOST="unix://$work/docker.sock" DOCKER_BUILDKIT=0
. bench/engines.sh
trap clear_work EXIT
trap 'exit 1' INT TERM

rootfs-fixtures/image.sh "$work/image.tar" localhost/bench:1
mkdir -p "$work/small/src" "$work/large/files"
i=0
while [ "$i" -lt 50 ]; do
  head -c 20000 /dev/urandom > "$work/small/src/$i"
  i=$((i + 1))
done
echo 1 > "$work/small/late"
cat > "$work/small/Dockerfile" <<'EOF'
FROM localhost/bench:1
ENV A=1 B=2
WORKDIR /app
COPY src/0 src/1 ./
RUN echo 1 > one
COPY src src
RUN cat src/* > all
RUN mkdir -p d/e/f && cp all d/e/f/
RUN rm all
LABEL bench=1
COPY late .
RUN cat late > last
CMD ["cat", "last"]
EOF
(
  cd "$work/large/files"
  # 100 directories of 100 small files.
  seq 10000 | awk '{ d = int($1 / 100); if (!(d in made)) { system("mkdir -p d" d); made[d] = 1 } f = "d" d "/" $1; print "content of file " $1 > f; close(f) }'
)
printf 'FROM localhost/bench:1\nCOPY files /files\nRUN ls /files > /list\n' > "$work/large/Dockerfile"

candidates=
if [ -x "$husk" ]; then
  candidates="$candidates husk"
  "$husk" --root "$work/husk" --run "$work/run" load -q -i "$work/image.tar" > "$work/out.log"
fi
if command -v buildah > /dev/null; then
  candidates="$candidates buildah"
  buildah --root "$work/buildah" --runroot "$work/buildah-run" --storage-driver overlay pull -q "docker-archive:$work/image.tar" > "$work/out.log"
else
  echo "bench: no buildah here, so no column for it (apt-get install -y buildah)"
fi
if command -v dockerd > /dev/null; then
  candidates="$candidates docker"
  start_dockerd dockerd --bridge=none --iptables=false --ip6tables=false --log-level error
  docker load -q -i "$work/image.tar" > "$work/out.log"
else
  echo "bench: no dockerd here, so no column for it (apt-get install -y docker.io)"
fi

# perform CANDIDATE CONTEXT [--no-cache]
perform() {
  case $1 in
  husk) "$husk" --root "$work/husk" --run "$work/run" build -q --network none ${3:+"$3"} -t bench:out "$work/$2" ;;
  docker) docker build -q --network none ${3:+"$3"} -t bench:out "$work/$2" ;;
  buildah)
    # Debian's crun refuses the hybrid cgroups that runc takes.
    buildah --root "$work/buildah" --runroot "$work/buildah-run" --storage-driver overlay \
      build -q --layers --runtime runc --network none ${3:+"$3"} -t bench:out "$work/$2"
    ;;
  esac
}
# timed TASK CANDIDATE CONTEXT [--no-cache]
timed() {
  # What the one before has left to be written is not this one's to wait for.
  sync
  begun=$(now)
  perform "$2" "$3" "${4-}" > "$work/out.log" 2>&1 || { echo "bench: $1 by $2:" >&2; cat "$work/out.log" >&2; exit 1; }
  echo $((($(now) - begun) / 1000000)) >> "$work/times.$1.$2"
}

round=0
while [ "$round" -lt "$rounds" ]; do
  for candidate in $candidates; do
    timed cold "$candidate" small --no-cache
    timed cached "$candidate" small
    echo "$round $candidate" > "$work/small/late"
    timed late "$candidate" small
    timed files-cold "$candidate" large --no-cache
    timed files-cached "$candidate" large
    # Each has made another image of the same name, and its layers.
    case $candidate in
    husk) "$husk" --root "$work/husk" --run "$work/run" image prune -f > "$work/out.log" ;;
    docker) docker image prune -f > "$work/out.log" ;;
    buildah) buildah --root "$work/buildah" --runroot "$work/buildah-run" --storage-driver overlay rmi --prune > "$work/out.log" ;;
    esac
  done
  round=$((round + 1))
done

for task in cold cached late files-cold files-cached; do
  printf '\n%-14s %10s %10s %10s  %s\n' "$task" median fastest slowest "median against husk"
  mine=0
  [ ! -r "$work/times.$task.husk" ] || mine=$(median "$work/times.$task.husk")
  for candidate in $candidates; do
    file=$work/times.$task.$candidate
    printf '%-14s %7d ms %7d ms %7d ms  %s\n' "$candidate" "$(median "$file")" "$(sort -n "$file" | head -n 1)" \
      "$(sort -n "$file" | tail -n 1)" "$(median "$file" | awk -v mine="$mine" 'mine > 0 { printf "%.2f", $1 / mine }')"
  done
done
