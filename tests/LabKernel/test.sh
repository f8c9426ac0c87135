#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What `make test-v2` runs: in the lab's guest, with cgroup v2 alone, the black-box suite and the tests of this project;
# then, with systemd as PID 1, those that ask for it. At the end "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit
results=$PWD/out/lab/results
rm -rf "$results"
mkdir -p "$results"
passed=0
failed=0

counter() {
  sed -n "s/.*<Counters.* $1=\"\([0-9]*\)\".*/\1/p" "$2"
}

# guest NAME PROJECT FILTER BOOT-FLAGS...: one boot that runs the tests of a project which the filter selects.
guest() {
  name=$1
  tests=out/obj/bin/$2/debug/Husk.$2.dll
  filter=$3
  shift 3
  begun=$(date +%s)
  # From a pipe, since a terminal would be given a progress bar.
  tests/LabKernel/boot.sh -t "${LAB_SECONDS:-900}" -o "$results" "$@" "
    export RUNTIME=$RUNTIME DOTNET_TieredPGO=0 DOTNET_gcServer=0
    ${LAB_SETUP-}
    { dotnet vstest $tests --TestCaseFilter:'$filter' --logger:'trx;LogFileName=$results/$name.trx' \
      --logger:'console;verbosity=normal' --ResultsDirectory:$results || echo failed > $results/$name.failed; } | cat
    [ ! -e $results/$name.failed ]" > "$results/$name.log" 2>&1 < /dev/null
  status=$?
  good=0
  bad=0
  if [ -r "$results/$name.trx" ]; then
    good=$(counter passed "$results/$name.trx")
    bad=$(($(counter total "$results/$name.trx") - good - $(counter notExecuted "$results/$name.trx")))
  fi
  # A guest that died, or a run that was cut short, is a failure of its own.
  [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  [ "$good" -gt 0 ] || [ "$bad" -gt 0 ] || bad=1
  passed=$((passed + good))
  failed=$((failed + bad))
  printf '%-32s %5d passed %4d failed %5d s\n' "$name" "$good" "$bad" $(($(date +%s) - begun))
  [ "$bad" -eq 0 ] || grep -v '^  Passed ' "$results/$name.log" | sed 's/^/    /'
}

for project in Conformance LabKernel RunFlags Monitor.Tests; do
  dotnet build tests/$project --nologo -v quiet -p:UseSharedCompilation=false > "$results/build.log" 2>&1 || {
    cat "$results/build.log"
    exit 1
  }
done

guest v2 LabKernel "FullyQualifiedName!~LabKernel.Systemd"
guest v2-conformance Conformance "FullyQualifiedName~Husk"
# husk and its monitor, as far as this kernel goes: it has no cpuset, and no nftables of both families for a bridge.
guest v2-flags RunFlags "FullyQualifiedName~Husk&DisplayName!~cpuset"
guest v2-monitor Monitor.Tests "FullyQualifiedName~Husk&FullyQualifiedName!~A_container_finds_another_by_name"
# The tests of paths are about cgroups that no unit is, and ordinary users have no systemd of their own here; systemd
# limits the tasks of every unit, and reads lists of processors before the kernel does.
LAB_SETUP="export SYSTEMD_CGROUP=1"
guest systemd LabKernel "FullyQualifiedName~LabKernel.Systemd" -s
guest systemd-conformance Conformance \
  "(FullyQualifiedName~Cgroups|FullyQualifiedName~Lifecycle|FullyQualifiedName~Checkpoint|FullyQualifiedName~Users)&FullyQualifiedName!~PathTests&FullyQualifiedName!~Rootless&FullyQualifiedName!~the_kernels_default&FullyQualifiedName!~A_set_the_kernel" -s
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
