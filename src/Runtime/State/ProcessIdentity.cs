// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Runtime.State;

/// <summary>
/// One process, for as long as the machine is up: a pid alone is given to another process once its owner is reaped, the
/// pair is not.
/// </summary>
/// <param name="Pid">In the runtime's pid namespace; 0 when there is no process yet.</param>
/// <param name="StartTime">In clock ticks since the boot. Source: proc_pid_stat(5), field 22.</param>
internal readonly record struct ProcessIdentity(int Pid, ulong StartTime)
{
    /// <summary>The process that has the pid now; pid 0 when none has.</summary>
    public static ProcessIdentity Of(int pid) =>
        ProcessStat.Read(pid) is { } stat ? new ProcessIdentity(pid, stat.StartTime) : default;

    /// <summary>Whether it is there and can still run code: a zombie cannot.</summary>
    public bool Lives => Pid > 0 && ProcessStat.Read(Pid) is { IsAlive: true } stat && stat.StartTime == StartTime;

    /// <summary>A pidfd of this very process; null when it is gone or a zombie.</summary>
    public OwnedFd? Hold()
    {
        if (Pid <= 0 || PidFd.TryOpen(Pid) is not { } held)
            return null;
        // Opened first and compared then: what the descriptor holds cannot be exchanged any more.
        if (Lives)
            return held;
        held.Dispose();
        return null;
    }
}
