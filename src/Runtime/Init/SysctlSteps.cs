// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// Kernel parameters of the container's namespaces. Written through a procfs of our own that is attached nowhere, so
/// that nothing an image or a volume put over /proc can redirect the write (CVE-2025-52881).
/// </summary>
internal static class SysctlSteps
{
    public static void Write(PlanBuilder plan, LinuxSpec linux)
    {
        if (linux.Sysctl.Count == 0)
        {
            return;
        }

        Slot context = plan.Slot("proc context");
        Slot proc = plan.Slot("proc");
        plan.Step(
            "make a procfs that is attached nowhere",
            "sysctl writes cannot be redirected by what lies over /proc (CVE-2025-52881)");
        plan.Call(SYS.fsopen, plan.Text("proc"), FSOPEN_CLOEXEC).Into(context);
        plan.Call(SYS.fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
        plan.Call(SYS.fsmount, context, FSMOUNT_CLOEXEC, 0).Into(proc);
        plan.Close(context);
        foreach ((string key, string value) in linux.Sysctl)
        {
            Slot file = plan.Slot(key);
            byte[] bytes = Encoding.UTF8.GetBytes(value);
            plan.Step($"set {key} to {value}", "linux.sysctl (sysctl(8))");
            plan.OpenAt2(
                proc, "sys/" + SysctlName.FileOf(key), O_WRONLY | O_CLOEXEC,
                RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV).Into(file);
            plan.Call(SYS.write, file, plan.Bytes(bytes), bytes.Length);
            plan.Close(file);
        }

        plan.Close(proc);
    }
}
