#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The command of boot.sh in the guest: PID 1 runs it, or lab.service. Then the guest powers off.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8
stty -opost 2>/dev/null
# shellcheck disable=SC3045 # dash and bash have it
ulimit -c 0
cd "$LAB_REPOSITORY" || exit
status=0
setsid -w /bin/sh /run/lab/command < /dev/null || status=$?
echo $status > /run/lab/status
sync
echo o > /proc/sysrq-trigger
sleep 10
