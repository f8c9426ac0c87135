#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# test.sh [--fast]: every suite, one after the other, and at the end "N passed, N failed".
# --fast: the projects that start no container and need no native binary, and nothing else.
set -u
cd "$(dirname "$0")/.." || exit
fast=no
[ "${1-}" != --fast ] || fast=yes

results=$PWD/out/test
rm -rf "$results"
mkdir -p "$results"
RUNTIME=${RUNTIME:-$PWD/out/bin/husk-oci}
export RUNTIME
# Nodes that stay for the next build would be processes left behind, and hold the pipes of whoever waits for us.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
passed=0
failed=0

# report NAME PASSED FAILED SECONDS LOG: one line a suite; what failed is shown whole, and in short again at the end.
report() {
  passed=$((passed + $2))
  failed=$((failed + $3))
  printf '%-32s %5d passed %4d failed %5d s\n' "$1" "$2" "$3" "$4"
  [ "$3" -eq 0 ] || { sed 's/^/    /' "$5"; in_short "$1" "$5" >> "$results/failed"; }
}

# in_short NAME LOG: the tests that failed with the first lines of why; of what has no tests, the end of its output.
in_short() {
  echo "$1:"
  if grep -q '^ *Failed ' "$2"; then
    awk '/^ *Failed / { lines = 8 } lines-- > 0 { print "  " $0 }' "$2"
  else
    tail -n 8 "$2" | sed 's/^/  /'
  fi
}

counter() {
  sed -n "s/.*<Counters.* $1=\"\([0-9]*\)\".*/\1/p" "$2"
}

# suite NAME FILE WORDS...: runs what WORDS choose of a suite, or all; sets good and bad. FILE.log is what it said.
suite() {
  name=$1
  log=$2.log
  trx=$2.trx
  shift 2
  # Which framework the native fixture is published for. A variable of the environment is a property of every build
  # that a suite starts, so only this suite is given it.
  framework=
  [ "$name" != ChildCode ] || framework=$(cat out/native-framework 2>/dev/null)
  # Containers of `husk` have a bridge and firewall rules in the network namespace that husk runs in.
  ground=
  case $name in
  Containers | RunFlags | Cli.Tests | Explain | Builds | BuildExchange) [ $fast = yes ] || ground=.ci/own-network.sh ;;
  esac
  $ground env ${framework:+"HuskNativeFramework=$framework"} dotnet test \
    "out/obj/bin/$name/debug/Husk.$name.dll" --logger "trx;LogFileName=$trx" \
    --logger "console;verbosity=minimal" --blame-hang-timeout 8m --blame-hang-dump-type none \
    --results-directory "$results/$name" "$@" > "$log" 2>&1 < /dev/null
  status=$?
  good=0
  bad=0
  if [ -r "$trx" ]; then
    good=$(counter passed "$trx")
    bad=$(($(counter total "$trx") - good - $(counter notExecuted "$trx")))
  fi
  # No result file, an aborted run or a failed build is a failure of its own.
  [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  [ "$good" -gt 0 ] || [ "$bad" -gt 0 ] || { echo "no test ran" >> "$log"; bad=1; }
}

run_project() {
  begun=$(date +%s)
  suite "$(basename "$1" .csproj)" "$results/$(basename "$1" .csproj)"
  [ "$bad" -eq 0 ] || [ "$bad" -gt 2 ] || alone
  report "$name" "$good" "$bad" $(($(date +%s) - begun)) "$results/$name.log"
}

# alone: one or two tests that failed among the others run once more by themselves. What passes now met a deadline or
# another test: it is told by name, to be mended, and does not fail the run. What fails again fails.
alone() {
  first_good=$good
  first_bad=$bad
  ! grep -q 'Test Run Aborted' "$log" || return
  chosen=$(sed -n 's/.*testName="\([^"(]*\).*outcome="Failed".*/FullyQualifiedName=\1/p' "$trx" | sort -u | paste -sd '|' -)
  [ -n "$chosen" ] || return
  suite "$name" "$results/$name.alone" --filter "$chosen"
  if [ "$bad" -eq 0 ]; then
    in_short "$name" "$results/$name.log" >> "$results/unsteady"
    good=$((first_good + first_bad))
  else
    good=$first_good
    bad=$first_bad
  fi
}

# build: all suites at once, with a compiler that lives as long as the build does. A suite that did not build has no
# result, and is a failure; so is the build.
build() {
  log=$results/build.log
  begun=$(date +%s)
  compiler=husk-test-$$
  if dotnet restore Runtime.sln --nologo -v quiet > "$log" 2>&1 < /dev/null &&
    dotnet build tests/All.proj --no-restore --nologo -v quiet -p:UseSharedCompilation=true \
      -p:SharedCompilationId=$compiler >> "$log" 2>&1 < /dev/null; then
    report build 1 0 $(($(date +%s) - begun)) "$log"
  else
    report build 0 1 $(($(date +%s) - begun)) "$log"
  fi
  dotnet "$(dirname "$(dotnet --info | sed -n 's/^ *Base Path: *//p')x")/Roslyn/bincore/VBCSCompiler.dll" -shutdown \
    "-pipename:$compiler" > /dev/null 2>&1 < /dev/null
}

run_script() {
  log=$results/$(echo "$1" | tr / _).log
  begun=$(date +%s)
  "$1" > "$log" 2>&1 < /dev/null
  status=$?
  good=$(grep -c '^ok ' "$log")
  bad=$(grep -c '^not ok ' "$log")
  [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  grep -v '^ok ' "$log" > "$log.failed"
  report "$1" "$good" "$bad" $(($(date +%s) - begun)) "$log.failed"
}

if [ $fast = no ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "These tests start containers: run them as root (sudo make test). make test-fast needs no root." >&2
    exit 1
  fi
  # What users run; a native program also starts ten times sooner than the one that is built beside the suite.
  export HUSK="${HUSK:-$PWD/out/bin/husk}"
  .ci/sweep.sh snapshot > "$results/before"
fi

build
for project in tests/*/*.csproj; do
  case $fast/$project in
  */LabKernel.csproj) continue ;; # runs in another kernel: make test-v2
  */WithCriu.csproj) continue ;; # with a CRIU from elsewhere: make test-criu
  yes/*/Conformance.csproj | yes/*/Containers.csproj | yes/*/Monitor.Tests.csproj | \
  yes/*/ChildCode.csproj | yes/*/Proofs.csproj | yes/*/EndToEnd.csproj | yes/*/RunFlags.csproj | yes/*/Explain.csproj | \
  yes/*/Builds.csproj | yes/*/BuildExchange.csproj) continue ;;
  esac
  run_project "$project"
done

if [ $fast = no ]; then
  for script in $(find .ci bench native-tests rootfs-fixtures -name '*_test.sh' | LC_ALL=C sort); do
    run_script "$script"
  done
  if .ci/sweep.sh compare "$results/before" > "$results/sweep.log"; then
    report "the host is as it was" 1 0 0 "$results/sweep.log"
  else
    report "the host is as it was" 0 1 0 "$results/sweep.log"
  fi
fi

[ ! -e "$results/unsteady" ] || { printf '\nFailed among the others and passed alone; to be mended:\n'; cat "$results/unsteady"; }
[ ! -e "$results/failed" ] || { printf '\nFailed:\n'; cat "$results/failed"; }
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
