#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# own-network.sh COMMAND...: runs it in a network namespace of its own, with loopback; it forwards, whatever the host does,
# so that no command has to say that it switched that on.
exec unshare --net sh -c 'ip link set lo up && echo 1 > /proc/sys/net/ipv4/ip_forward && exec "$@"' sh "$@"
