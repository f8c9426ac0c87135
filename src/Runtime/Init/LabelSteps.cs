// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The AppArmor profile and the SELinux label that the program gets when it is executed. Both are written to files of
/// /proc/self/attr, which the child opens before it joins or makes anything: the host's procfs, over which nobody in
/// the container has mounted something (CVE-2019-19921, CVE-2023-28642, CVE-2025-52881). Whoever writes has to be who
/// opened (fs/proc/base.c, proc_pid_attr_write).
/// </summary>
internal sealed class LabelSteps
{
    private readonly Process _process;
    private readonly Dictionary<string, Slot> _files = [];

    private LabelSteps(Process process) => _process = process;

    public static bool IsWanted(Process? process) =>
        process is { ApparmorProfile.Length: > 0 } or { SelinuxLabel.Length: > 0 };

    public static LabelSteps Open(PlanBuilder plan, Process process)
    {
        var labels = new LabelSteps(process);
        if (!IsWanted(process))
        {
            return labels;
        }

        plan.Step(
            "open the files for labels", "the host's: what a container has at /proc may be anything (CVE-2023-28642)");
        if (process.ApparmorProfile.Length > 0)
        {
            labels.Open(plan, AppArmor);
        }

        if (process.SelinuxLabel.Length > 0)
        {
            labels.Open(plan, Selinux);
            labels.Open(plan, Keys);
        }

        return labels;
    }

    /// <summary>The session keyring is to be of the container's label, or the program could not use it.</summary>
    public void LabelKeys(PlanBuilder plan)
    {
        if (_files.TryGetValue(Keys, out Slot file))
        {
            plan.Step("label keys that are made", "process.selinuxLabel, of the session keyring too");
            Write(plan, file, _process.SelinuxLabel);
        }
    }

    /// <summary>Later ones are the program's to label.</summary>
    public void UnlabelKeys(PlanBuilder plan)
    {
        if (_files.TryGetValue(Keys, out Slot file))
        {
            plan.Step("label no more keys", "the session keyring is made");

            // One NUL clears it (security/selinux/hooks.c, selinux_setprocattr).
            Write(plan, file, "\0");
        }
    }

    /// <summary>Has the program labelled; the next execve takes it up.</summary>
    public void Apply(PlanBuilder plan)
    {
        if (_files.TryGetValue(AppArmor, out Slot appArmor))
        {
            string profile = _process.ApparmorProfile;
            const string failed = "apparmor failed to apply profile: ";
            plan.Step(
                $"enter the AppArmor profile {profile} at execve",
                "process.apparmorProfile (aa_change_onexec(2))",
                (ENOENT, $"{failed}{profile} is not loaded: see aa-status(8)"),
                (EACCES, $"{failed}{profile}: permission denied"),
                (EPERM, $"{failed}{profile}: operation not permitted"),
                (EINVAL, $"{failed}{profile}: invalid argument"));
            Write(plan, appArmor, "exec " + profile);
        }

        if (_files.TryGetValue(Selinux, out Slot selinux))
        {
            string label = _process.SelinuxLabel;
            plan.Step(
                $"take the SELinux label {label} at execve",
                "process.selinuxLabel (setexeccon(3))",
                (EINVAL, $"process.selinuxLabel: the policy that is loaded has no {label}"));
            Write(plan, selinux, label);
        }

        foreach (Slot file in _files.Values)
        {
            plan.Close(file);
        }
    }

    private const string AppArmor = "/proc/self/attr/apparmor/exec";
    private const string Selinux = "/proc/self/attr/exec";
    private const string Keys = "/proc/self/attr/keycreate";

    private void Open(PlanBuilder plan, string path)
    {
        Slot file = plan.Slot(path);
        plan.Call(SYS.openat, AT_FDCWD, plan.Text(path), O_WRONLY | O_CLOEXEC).Into(file);
        _files.Add(path, file);
    }

    private static void Write(PlanBuilder plan, Slot file, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        plan.Call(SYS.write, file, plan.Bytes(bytes), bytes.Length);
    }
}
