#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bundle.sh [-t] DIR [COMMAND...]: makes an OCI bundle in DIR: a busybox rootfs and the runtime's own default
# config.json, with COMMAND (default: sh) for the process; -t asks for a terminal.
# RUNTIME names the runtime whose `spec` writes the config; without it out/bin/husk-oci, runc or crun.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
terminal=false
if [ "${1-}" = -t ]; then
  terminal=true
  shift
fi
[ $# -ge 1 ] || { echo "usage: bundle.sh [-t] DIR [COMMAND...]" >&2; exit 2; }
bundle=$1
shift
[ $# -gt 0 ] || set -- sh

if [ -z "${RUNTIME-}" ]; then
  RUNTIME=$here/../out/bin/husk-oci
  [ -x "$RUNTIME" ] || RUNTIME=$(command -v runc || command -v crun) || {
    echo "bundle.sh: no runtime to write config.json: run make build, or set RUNTIME" >&2
    exit 1
  }
fi
case $RUNTIME in
*/*) RUNTIME=$(cd "$(dirname "$RUNTIME")" && pwd)/$(basename "$RUNTIME") ;;
esac

"$here/busybox.sh" "$bundle/rootfs"
rm -f "$bundle/config.json"
(cd "$bundle" && "$RUNTIME" spec)

# process.args as a JSON array: backslash, quote and control characters escaped (RFC 8259, section 7).
json_array() {
  for word; do
    printf '%s\0' "$word"
  done | od -An -v -tu1 | LC_ALL=C awk '
    { for (i = 1; i <= NF; i++) byte[n++] = $i }
    END {
      printf "["
      open = 0
      for (i = 0; i < n; i++) {
        if (!open) { printf "%s\"", first++ ? ", " : ""; open = 1 }
        if (byte[i] == 0) { printf "\""; open = 0 }
        else if (byte[i] == 34 || byte[i] == 92) printf "\\%c", byte[i]
        else if (byte[i] < 32) printf "\\u%04x", byte[i]
        else printf "%c", byte[i]
      }
      printf "]"
    }'
}

args=$(json_array "$@") LC_ALL=C awk -v terminal="$terminal" '
  /"terminal":/ && !terminal_done { sub(/(true|false)/, terminal); terminal_done = 1 }
  /"args":/ && !args_done {
    args_done = 1
    within = !/\]/
    sub(/"args":.*/, "")
    printf "%s\"args\": %s,\n", $0, ENVIRON["args"]
    next
  }
  within { within = !/\]/; next }
  { print }
' "$bundle/config.json" > "$bundle/config.json.new"
mv "$bundle/config.json.new" "$bundle/config.json"
