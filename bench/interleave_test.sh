#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The driver tells a slow candidate from a fast one, a large from a small, and a failing one from both.
set -eu
cd "$(dirname "$0")"
. ../.ci/tap.sh
driver=$tap_scratch/interleave
gcc -O2 -static -Wall -Wextra -Werror -o "$driver" ./*.c -lm
"$driver" --self-test || tap_failed=$((tap_failed + 1))

cat > "$tap_scratch/slow.plan" <<'EOF'
scenario slow
candidate quick
  version echo quick 1.0
  time sleep 0.02
candidate slow
  version echo "slow" 2.0
  time sleep 0.02
  time sleep 0.03
candidate large
  time dd if=/dev/zero of=/dev/null bs=64M count=1
EOF
cat > "$tap_scratch/budgets.md" <<'EOF'
| scenario | candidate | against | what | now | final |
|---|---|---|---|---|---|
| slow | slow | quick | time | 1.5 | 1.2 |
| slow | quick | slow | time | 0.9 | 0.1 |
| slow | large | quick | rss | 2.0 | 1.0 |
| slow | nobody | quick | time | 2.0 | 1.0 |
| other | slow | quick | time | 9.0 | 9.0 |
EOF
"$driver" "$tap_scratch/slow.plan" 5 -p 0 -b "$tap_scratch/budgets.md" -o "$tap_scratch/results.jsonl" -c abc1234 > "$tap_scratch/table"

# cell NAME COLUMN
cell() {
  awk -v name="$1" -v column="$2" '$1 == name { print $column }' "$tap_scratch/table"
}
between() {
  awk -v value="$1" -v low="$2" -v high="$3" 'BEGIN { exit !(value != "" && value + 0 >= low && value + 0 <= high) }'
}
check "the quick candidate's median is its 20 ms" between "$(cell quick 3)" 20 200
check "two timed steps are added up to 50 ms" between "$(cell slow 3)" 50 300
check "the ratio is to the first candidate" between "$(cell slow 5)" 1.2 5
check "the peak memory of 64 MiB is seen" between "$(cell large 6)" 65536 90000
check "that of the others is small" between "$(cell quick 6)" 100 10000
check "a budget that is missed is called so" grep -q 'budget  slow time .* x quick: now <= 1.50 MISSED, final <= 1.20 not yet' "$tap_scratch/table"
check "a budget that is met is called so" grep -q 'budget  quick time .* x slow: now <= 0.90 met, final <= 0.10 not yet' "$tap_scratch/table"
check "memory has budgets too" grep -q 'budget  large rss .* x quick: now <= 2.00 MISSED' "$tap_scratch/table"
check "a budget without its candidate is not passed over" grep -q 'nobody <= 2.00 x quick (final 1.00): not measured, nobody is missing' "$tap_scratch/table"
check "budgets of other scenarios stay out" not grep -q 9.00 "$tap_scratch/table"
same "one line of JSON is appended" 1 "$(wc -l < "$tap_scratch/results.jsonl")"
check "with the commit and the versions" grep -q '"commit":"abc1234".*"name":"quick","version":"quick 1.0".*"version":"\\"slow\\" 2.0"' "$tap_scratch/results.jsonl"

printf 'scenario broken\ncandidate broken\n time sh -c false\n' > "$tap_scratch/broken.plan"
printf 'scenario broken\ncandidate broken\n time ls /does-not-exist\n' > "$tap_scratch/missing.plan"
check "a failing candidate ends the bench" not "$driver" "$tap_scratch/broken.plan" 1 -p 0 2>/dev/null
"$driver" "$tap_scratch/missing.plan" 1 -p 0 2> "$tap_scratch/error" || true
check "with its own words" grep -q "does-not-exist" "$tap_scratch/error"
cat > "$tap_scratch/hang.plan" <<EOF
scenario hang
candidate lasting
  before touch $tap_scratch/lasting
  time true
  after rm $tap_scratch/lasting
candidate hanging
  time sleep 300
EOF
"$driver" "$tap_scratch/hang.plan" 1 -p 0 -t 1 2> "$tap_scratch/error" || true
same "a candidate that hangs is given up" "interleave: candidate hanging: sleep 300 has not ended after 1 seconds" "$(cat "$tap_scratch/error")"
check "and what was made before the rounds is cleared" not [ -e "$tap_scratch/lasting" ]
printf 'candidate late\n tyme true\n' > "$tap_scratch/typo.plan"
"$driver" "$tap_scratch/typo.plan" 1 2> "$tap_scratch/error" || true
same "a word that is no keyword is refused" "interleave: plan: $tap_scratch/typo.plan: unknown keyword \"tyme\"" "$(cat "$tap_scratch/error")"
finish
