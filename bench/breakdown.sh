#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# breakdown.sh [RUNS] [procs]: where the floor spends its time: the median of every step of `floor times run`, in
# microseconds: since the start, since the same process's last mark, who, what. Wants FLOOR and ROOTFS.
set -eu
runs=${1:-40}
mode=${2-}
i=0
while [ "$i" -lt "$runs" ]; do
  i=$((i + 1))
  sleep 0.05
  # shellcheck disable=SC2086 # no mode is no word
  "$FLOOR" times $mode run "breakdown-$$-$i" "$ROOTFS" /bin/true 2>&1 >/dev/null </dev/null
done | LC_ALL=C awk '
  function median(list,    n, sorted, i, j, held) {
    n = split(list, sorted, " ")
    for (i = 2; i <= n; i++) {
      held = sorted[i] + 0
      for (j = i - 1; j > 0 && sorted[j] + 0 > held; j--)
        sorted[j + 1] = sorted[j]
      sorted[j + 1] = held
    }
    return (sorted[int((n + 1) / 2)] + sorted[int(n / 2) + 1]) / 2
  }
  {
    at = $1
    since = $2
    $1 = $2 = ""
    if (!($0 in first)) {
      first[$0] = ++count
      name[count] = $0
    }
    all_at[$0] = all_at[$0] " " at
    all_since[$0] = all_since[$0] " " since
  }
  END {
    for (i = 1; i <= count; i++)
      printf "%9.1f %9.1f %s\n", median(all_at[name[i]]), median(all_since[name[i]]), name[i]
  }'
