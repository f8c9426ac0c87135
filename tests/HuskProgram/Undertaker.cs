// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;

namespace Husk.Tests;

/// <summary>
/// A process that clears away what a test has left, once the test says so or is gone: one that is killed disposes of
/// nothing, and containers outlive whoever started them.
/// </summary>
internal sealed class Undertaker
{
    // It is told by the end of its input. A command that the test had begun may still make a container.
    private const string Script = """
        trap '' HUP INT TERM
        cat > /dev/null
        here=${HUSK_ROOT%/*}
        cgroups() {
          find /sys/fs/cgroup -depth -type d \( -path "*$HUSK_CGROUP" -o -path "*$HUSK_CGROUP/*" \) "$@" 2> /dev/null
        }
        if [ -d "$HUSK_ROOT/containers" ]; then
          for attempt in $(seq 50); do
            ids=$("$HUSK_UNDERTAKEN" ps -aq --no-trunc) || break
            [ -n "$ids" ] || pgrep -f "^[^ ]*husk[^ ]* .*$here/" > /dev/null || break
            [ -z "$ids" ] || "$HUSK_UNDERTAKEN" rm -f -v $ids > /dev/null 2>&1
            sleep 0.1
          done
          [ -z "$ids" ] || echo "containers are left: $ids" >&2
          for attempt in $(seq 50); do
            [ -n "$(cgroups)" ] || break
            cgroups -exec rmdir {} + || sleep 0.1
          done
          cgroups | sed 's/^/a cgroup is left: /' >&2
        fi
        awk -v here="$here" 'index($5, here) == 1 { print $5 }' /proc/self/mountinfo | sort -r | while read -r point; do
          echo "a mount was left: $point" >&2
          umount -l "$point"
        done
        rm -rf "$here"
        """;

    private readonly Process _process;

    /// <param name="session">Starts its arguments in a session of their own, with the program's environment.</param>
    /// <param name="program">`husk`.</param>
    /// <param name="cgroup">Below which everything goes, from the root of each hierarchy.</param>
    public Undertaker(ProcessStartInfo session, string program, string cgroup)
    {
        session.ArgumentList.Add("/bin/sh");
        session.ArgumentList.Add("-c");
        session.ArgumentList.Add(Script);
        session.Environment["HUSK_UNDERTAKEN"] = program;
        session.Environment["HUSK_CGROUP"] = cgroup;
        _process = Process.Start(session)!;
    }

    /// <summary>Has it done now, and says what could not be: nothing.</summary>
    public string Finish()
    {
        using (_process)
        {
            _process.StandardInput.Close();
            string left = _process.StandardError.ReadToEnd();
            _process.WaitForExit();
            return left;
        }
    }
}
