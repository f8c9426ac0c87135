// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Syscalls;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Spec;
using Husk.Runtime.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// Containers of those who are not root, or root of a user namespace only: what they have to do without.
/// </summary>
internal static class Rootless
{
    /// <summary>
    /// Whether cgroups may be done without: as `--rootless` says, by itself for all but the host's root.
    /// </summary>
    public static bool IsAsked(bool? asked) => asked ?? UserNamespace.IsRootless;

    /// <summary>What an ordinary user cannot ask for.</summary>
    /// <exception cref="SpecException">The configuration needs root.</exception>
    public static void Check(RuntimeSpec spec)
    {
        if (Kernel.Call(SYS.geteuid) != 0)
        {
            RootlessRules.Check(spec);
        }
    }

    /// <summary>The same for one more process.</summary>
    public static void Check(Process process, LinuxSpec linux)
    {
        if (Kernel.Call(SYS.geteuid) == 0)
        {
            return;
        }

        RootlessRules.CheckGroups(process, linux, "$");
        if (LabelSteps.IsWanted(process))
        {
            throw SpecException.At(
                "$",
                "an ordinary user cannot give a process that joins a container a label: leave apparmorProfile and "
                + "selinuxLabel out");
        }
    }

    /// <exception cref="LifecycleException">The kernel does not let the caller, and the configuration
    /// insists.</exception>
    public static Cgroup CreateCgroup(CgroupPlan plan, bool late = false)
    {
        try
        {
            return late ? Cgroup.Begin(plan) : Cgroup.Create(plan);
        }
        catch (SyscallException e) when (plan.IsRootless && e.Errno is EACCES or EPERM)
        {
            throw new LifecycleException($"unable to apply cgroup configuration: permission denied: {e.Message}", e);
        }
    }

    /// <summary>
    /// Without a cgroup and without a pid namespace nothing tells which processes are the container's.
    /// </summary>
    public static void WarnOfNoCgroup(CgroupPlan plan, ContainerRecord record, ILog log)
    {
        if (plan.Directories.Count == 0 && !record.HasOwnPidNamespace)
        {
            log.Warn(
                "the container has no cgroup and no pid namespace of its own: `kill` reaches its first process only. "
                + "Give it a pid namespace");
        }
    }
}
