// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Spec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// One hook: a process with the container's state on its stdin. It is cloned by a plan as every other process is; what
/// it prints goes to a memory file, to be told if it fails.
/// </summary>
internal static class HookProcess
{
    private const int MostOutput = 4096;

    /// <param name="place">Where in the configuration it stands: `createRuntime hook #0`.</param>
    /// <param name="hook">The hook.</param>
    /// <param name="state">The container's state as JSON.</param>
    /// <param name="setting">Where it runs.</param>
    /// <param name="interrupts">Signals that end it.</param>
    /// <exception cref="LifecycleException">It could not be run, failed, or took longer than its timeout.</exception>
    public static void Run(string place, Hook hook, byte[] state, HookSetting setting, Interrupts interrupts)
    {
        using OwnedFd input = MemFd.Create("state");
        using OwnedFd output = MemFd.Create("output");
        Fd.WriteAll(input, state);
        Kernel.Call(SYS.lseek, input.Number, 0, SEEK_SET);
        using OwnedFd? stdout = OpenOutput(place, setting.Stdout), stderr = OpenOutput(place, setting.Stderr);
        using InitProcess process = InitProcess.Launch(CapturedProgram.Plan(
            hook.Path,
            hook.Args.Length > 0 ? hook.Args : [hook.Path],
            hook.Env ?? [],
            input,
            stdout ?? output,
            stderr ?? output,
            setting.Container,
            setting.InitPid));
        bool ended;
        try
        {
            process.AwaitExecuted(interrupts);
            ended = interrupts.WaitReadable(
                process.Pidfd, hook.Timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        }
        catch (LifecycleException e)
        {
            process.Kill();
            throw new LifecycleException($"error running {place}: {hook.Path}: {e.Message}", e);
        }

        if (!ended)
        {
            process.Kill();
            throw new LifecycleException(
                $"error running {place}: {hook.Path} was killed: it took longer than its timeout of {hook.Timeout} s");
        }

        ExitStatus status = PidFd.Wait(process.Pidfd);
        if (status.ShellCode != 0)
        {
            string how = status.Signal != 0 ? $"killed by {Signal.Name(status.Signal)}" : $"exit status {status.Code}";
            throw new HookException($"error running {place}: {hook.Path}: {how}{Said(output)}", status.ShellCode);
        }
    }

    /// <summary>
    /// A file of the user's choice (<see cref="CrunAnnotations.HooksStdout"/>); null when there is none.
    /// </summary>
    private static OwnedFd? OpenOutput(string place, string? path)
    {
        try
        {
            return path is null ? null : At.Open(BorrowedFd.Cwd, path, O_WRONLY | O_APPEND | O_CREAT, 0x180 /* 0600 */);
        }
        catch (SyscallException e)
        {
            throw new LifecycleException($"error running {place}: annotations: output of hooks: {e.Message}", e);
        }
    }

    private static string Said(OwnedFd output)
    {
        Kernel.Call(SYS.lseek, output.Number, 0, SEEK_SET);
        string text = Encoding.UTF8.GetString(Fd.ReadAll(output)).Trim();
        text = text.Length > MostOutput ? text[..MostOutput] : text;
        return text.Length == 0 ? "" : ", it said: " + text.ReplaceLineEndings(" | ");
    }
}
