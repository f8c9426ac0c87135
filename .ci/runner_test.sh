#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The sum at the end of `make test` is that of its suites, and nothing that goes wrong is left out of it. Runs the
# runner in a tree of its own, where `dotnet` is a script that leaves the result file it is told to.
set -eu
cd "$(dirname "$0")"
. ./tap.sh
tree=$tap_scratch/tree
mkdir -p "$tree/.ci" "$tree/bin" "$tree/bench" "$tree/native-tests" "$tree/rootfs-fixtures" "$tree/tests/First" "$tree/tests/Second"
cp test.sh "$tree/.ci"
# sweep_test.sh is the judge of the sweep; here it is told what to find.
cat > "$tree/.ci/sweep.sh" <<'EOF'
#!/bin/sh
[ "$1" = snapshot ] || [ ! -e leak ] || { echo "left behind: mount /leak"; exit 1; }
EOF
chmod +x "$tree/.ci/sweep.sh"
touch "$tree/tests/First/First.csproj" "$tree/tests/Second/Second.csproj"
cat > "$tree/bin/dotnet" <<'EOF'
#!/bin/sh
# dotnet test .../Husk.NAME.dll ... --logger trx;LogFileName=FILE: the counters are in tests/NAME/NAME.counters, the
# status in tests/NAME/NAME.status; those of a run with --filter in NAME.alone.counters and NAME.alone.status. As many
# tests as failed are named. Every other command does nothing; a build fails when there is a file build.fails.
case $1 in
test) ;;
build) [ ! -e build.fails ]; exit ;;
*) exit 0 ;;
esac
name=${2##*/Husk.}
project=tests/${name%.dll}/${name%.dll}
for word; do
  case $word in
  trx*) file=${word#*LogFileName=} ;;
  --filter) project=$project.alone ;;
  FullyQualifiedName=*) echo "$word" > chosen ;;
  esac
done
echo "output of $project"
if [ -r "$project.counters" ]; then
  read -r total passed failed skipped < "$project.counters"
  i=0
  while [ "$i" -lt "$failed" ]; do
    printf '  Failed First.Case%d [1 s]\n  Error Message: it was %d\n' "$i" "$i"
    printf '    <UnitTestResult testName="First.Case%d(word: &quot;x&quot;)" duration="1" outcome="Failed" />\n' "$i" >> "$file"
    i=$((i + 1))
  done
  printf '<?xml version="1.0"?>\n  <Counters total="%s" executed="%s" passed="%s" failed="%s" error="0" notExecuted="%s" />\n' \
    "$total" "$((total - skipped))" "$passed" "$failed" "$skipped" >> "$file"
fi
exit "$(cat "$project.status" 2>/dev/null || echo 0)"
EOF
chmod +x "$tree/bin/dotnet"

# run WORDS...: the last line that the runner prints, and its status.
run() {
  status=0
  (cd "$tree" && PATH=$tree/bin:$PATH .ci/test.sh "$@") > "$tap_scratch/out" 2>&1 || status=$?
  echo "$(tail -n 1 "$tap_scratch/out"), status $status"
}
project() {
  echo "$2" > "$tree/tests/$1/$1.counters"
  echo "$3" > "$tree/tests/$1/$1.status"
}
script() {
  printf '#!/bin/sh\n%s\n' "$2" > "$tree/bench/$1"
  chmod +x "$tree/bench/$1"
}

project First "10 10 0 0" 0
project Second "5 5 0 0" 0
same "the fast suites are added up" "16 passed, 0 failed, status 0" "$(run --fast)"
project Second "5 3 2 0" 1
same "a failed test fails the run" "14 passed, 2 failed, status 1" "$(run --fast)"
check "and each is named again at the end" grep -qx "      Failed First.Case1 \[1 s\]" "$tap_scratch/out"
check "and its output is shown" grep -q "output of tests/Second/Second" "$tap_scratch/out"
project Second "5 5 0 0" 1
same "a run that is aborted after its tests is a failure" "16 passed, 1 failed, status 1" "$(run --fast)"
project Second "0 0 0 0" 0
same "a project in which no test ran is a failure" "11 passed, 1 failed, status 1" "$(run --fast)"
rm "$tree/tests/Second/Second.counters"
echo 1 > "$tree/tests/Second/Second.status"
same "a project that did not build is a failure" "11 passed, 1 failed, status 1" "$(run --fast)"

project Second "5 3 2 0" 1
project_alone() {
  echo "$2" > "$tree/tests/$1/$1.alone.counters"
  echo "$3" > "$tree/tests/$1/$1.alone.status"
}
project_alone Second "2 2 0 0" 0
same "what passes alone does not fail the run" "16 passed, 0 failed, status 0" "$(run --fast)"
same "and only what failed is run alone" "FullyQualifiedName=First.Case0|FullyQualifiedName=First.Case1" "$(cat "$tree/chosen")"
check "and it is told" grep -q "^Failed among the others and passed alone" "$tap_scratch/out"
project_alone Second "2 1 1 0" 1
same "what fails again fails the run" "14 passed, 2 failed, status 1" "$(run --fast)"
project_alone Second "3 3 0 0" 0
project Second "5 2 3 0" 1
same "three failures are no accident" "13 passed, 3 failed, status 1" "$(run --fast)"
rm "$tree"/tests/Second/Second.alone.*

project Second "5 5 0 0" 0
touch "$tree/build.fails"
same "a build that fails is a failure, whatever the suites say" "15 passed, 1 failed, status 1" "$(run --fast)"
rm "$tree/build.fails"
script good_test.sh 'echo "ok one"; echo "ok two"'
same "scripts and the sweep count as well" "19 passed, 0 failed, status 0" "$(run)"
script good_test.sh 'echo "ok one"; echo "not ok two"; exit 1'
same "a case of a script that fails is counted" "18 passed, 1 failed, status 1" "$(run)"
script good_test.sh 'echo "ok one"; exit 3'
same "a script that breaks off is a failure" "18 passed, 1 failed, status 1" "$(run)"
script good_test.sh 'echo "ok one"; touch leak'
same "what a suite leaves behind is a failure" "17 passed, 1 failed, status 1" "$(run)"
check "and is named" grep -q "left behind: mount /leak" "$tap_scratch/out"
finish
