#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# own-network.sh COMMAND...: runs it in a network namespace of its own, with loopback.
exec unshare --net sh -c 'ip link set lo up && exec "$@"' sh "$@"
