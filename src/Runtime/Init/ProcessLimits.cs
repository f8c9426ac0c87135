// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Init;

/// <summary>
/// Limits that the runtime sets on the child: in a user namespace of its own the child could not raise them, as the
/// right to do so is that of the initial one (prlimit(2), proc_pid_oom_score_adj(5)).
/// </summary>
internal static unsafe class ProcessLimits
{
    public static void Apply(int pid, Process process)
    {
        foreach (Rlimit limit in process.Rlimits)
        {
            var value = new rlimit64 { rlim_cur = limit.Soft, rlim_max = limit.Hard };
            nint result = Kernel.Call(
                SYS.prlimit64, pid, (nint)SpecWords.RlimitTypes.Find(limit.Type, "$.process.rlimits"),
                (nint)(&value), 0);
            if (result < 0)
            {
                throw new SyscallException(
                    $"prlimit64({pid}, {limit.Type}, {{soft={limit.Soft}, hard={limit.Hard}}}) /* $.process.rlimits */",
                    (int)-result);
            }
        }

        if (process.OomScoreAdj is { } score)
        {
            At.Write(
                BorrowedFd.Cwd, $"/proc/{pid}/oom_score_adj",
                Encoding.ASCII.GetBytes(score.ToString(CultureInfo.InvariantCulture)));
        }
    }
}
