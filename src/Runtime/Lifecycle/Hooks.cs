// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// When each kind of hook runs, where, and what its failure means (runtime-spec config.md, POSIX-platform Hooks).
/// </summary>
internal static class Hooks
{
    /// <summary>
    /// prestart and createRuntime in the runtime's namespaces, createContainer in the container's, all before
    /// pivot_root.
    /// </summary>
    public static void BeforePivot(
        RuntimeSpec spec, ContainerRecord record, InitProcess init, Interrupts interrupts, ILog log)
    {
        if (spec.Hooks is not { } hooks
            || hooks.Prestart.Length + hooks.CreateRuntime.Length + hooks.CreateContainer.Length == 0)
        {
            return;
        }

        init.Await(SyncPoint.Hooks, interrupts);
        HookSetting outside = HookSetting.OfRuntime(spec.Annotations, record.Init.Pid);
        HookSetting inside = HookSetting.OfContainer(spec, record.Init.Pid);
        RunAll("prestart", hooks.Prestart, record, ContainerStatus.Creating, outside, interrupts, log);
        RunAll("createRuntime", hooks.CreateRuntime, record, ContainerStatus.Creating, outside, interrupts, log);
        RunAll("createContainer", hooks.CreateContainer, record, ContainerStatus.Creating, inside, interrupts, log);
        init.Go();
    }

    /// <summary>
    /// Those that prepare namespaces from outside, when a checkpoint's have been made anew (as runc).
    /// </summary>
    public static void BeforeRestore(RuntimeSpec spec, ContainerRecord record, Interrupts interrupts, ILog log)
    {
        HookSetting outside = HookSetting.OfRuntime(spec.Annotations, record.Init.Pid);
        Hook[] made = spec.Hooks?.CreateRuntime ?? [];
        RunAll("prestart", spec.Hooks?.Prestart ?? [], record, ContainerStatus.Creating, outside, interrupts, log);
        RunAll("createRuntime", made, record, ContainerStatus.Creating, outside, interrupts, log);
    }

    /// <summary>In the container, just before the user's program.</summary>
    public static void StartContainer(RuntimeSpec spec, ContainerRecord record, ILog log)
    {
        if (spec is { Hooks.StartContainer: { Length: > 0 } hooks, Process: { } process })
        {
            string? home = PlanFactsReader.HomeOf($"/proc/{record.Init.Pid}/root", process);
            hooks = HookEnvironment.OrElse(hooks, [.. ProcessEnvironment.Of(process, home, listenFds: 0)]);
            HookSetting inside = HookSetting.OfContainer(spec, record.Init.Pid);
            RunAll("startContainer", hooks, record, ContainerStatus.Created, inside, Interrupts.None, log);
        }
    }

    /// <summary>
    /// A failure stops the container, and it is deleted then (since runtime-spec 1.3, runtime.md, Lifecycle).
    /// </summary>
    public static void Poststart(RuntimeSpec spec, ContainerRecord record, ILog log)
    {
        if (spec.Hooks is not { Poststart: [_, ..] hooks })
        {
            return;
        }

        try
        {
            HookSetting outside = HookSetting.OfRuntime(spec.Annotations, record.Init.Pid);
            RunAll("poststart", hooks, record, ContainerStatus.Running, outside, Interrupts.None, log);
        }
        catch (LifecycleException)
        {
            Kill.Send(record, Abi.SIGKILL);
            throw;
        }
    }

    /// <summary>
    /// After a create that failed: what its hooks have set up is for the poststop hooks to take down (runtime.md,
    /// Lifecycle, step 13).
    /// </summary>
    public static void PoststopOf(RuntimeSpec spec, ContainerRecord record, ILog log) =>
        Poststop(spec.Hooks?.Poststop ?? [], record, log);

    /// <summary>After the container is deleted: a failure is told, and the next hook runs.</summary>
    public static void Poststop(Hook[] hooks, ContainerRecord record, ILog log)
    {
        foreach (Hook hook in hooks)
        {
            try
            {
                HookSetting outside = HookSetting.OfRuntime(record.Annotations, record.Init.Pid);
                RunAll("poststop", [hook], record, ContainerStatus.Stopped, outside, Interrupts.None, log);
            }
            catch (LifecycleException e)
            {
                log.Warn(
                    e is HookException { ExitCode: var code }
                        ? $"poststop hook failed with exit code {code}: {e.Message}"
                        : e.Message);
            }
        }
    }

    private static void RunAll(
        string kind, Hook[] hooks, ContainerRecord record, ContainerStatus status, HookSetting setting,
        Interrupts interrupts, ILog log)
    {
        if (hooks.Length == 0)
        {
            return;
        }

        ContainerState described = StateStore.Describe(record, status);
        hooks = setting.Container is null ? HookEnvironment.OrElse(hooks, HookEnvironment.OfRuntime()) : hooks;
        byte[] state = RuntimeSpecJson.Write(
            setting.Container is null ? described : described with { Pid = PidInside(record.Init.Pid) });
        for (int i = 0; i < hooks.Length; i++)
        {
            log.Debug($"running {kind} hook {hooks[i].Path}");
            HookProcess.Run($"{kind} hook #{i}", hooks[i], state, setting, interrupts);
        }
    }

    /// <summary>The process's number in its own pid namespace, for hooks that run there (runtime.md, State).</summary>
    private static int PidInside(int pid)
    {
        const string field = "NSpid:\t";
        string status = Encoding.ASCII.GetString(At.ReadAll(BorrowedFd.Cwd, $"/proc/{pid}/status"));
        string numbers = status[(status.IndexOf(field, StringComparison.Ordinal) + field.Length)..].Split('\n')[0];
        return int.Parse(numbers[(numbers.LastIndexOf('\t') + 1)..], CultureInfo.InvariantCulture);
    }
}
