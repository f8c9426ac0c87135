// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Runtime.Init;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`ps`: the processes of a container, as numbers or as the host's ps(1) shows them.</summary>
internal static class Ps
{
    private const string Program = "ps";

    /// <summary>
    /// The pids in the container's cgroup and below, as the runtime's pid namespace numbers them, ascending.
    /// </summary>
    /// <exception cref="LifecycleException">There is no such container.</exception>
    public static IReadOnlyList<int> Pids(StateStore store, string id)
    {
        ContainerRecord record = store.Load(id);
        if (record.OpenCgroup() is not { } cgroup)
            return record.Init.Lives ? [record.Init.Pid] : [];
        var pids = new List<int>(cgroup.Processes());
        pids.Sort();
        return pids;
    }

    /// <summary>The header and those lines of ps(1) whose process is in the container.</summary>
    /// <param name="store">The root.</param>
    /// <param name="id">The container.</param>
    /// <param name="args">Arguments for ps; <c>-ef</c> when there are none. Its output must have a column PID.</param>
    /// <exception cref="LifecycleException">No such container, or ps failed.</exception>
    public static string Table(StateStore store, string id, string[] args)
    {
        // Before ps: a process that ends meanwhile is in neither, one that is born is in the next table.
        IReadOnlyList<int> pids = Pids(store, id);
        string[] lines = Output([Program, .. args.Length == 0 ? ["-ef"] : args]).Split('\n');
        int column = Array.IndexOf(Fields(lines[0]), "PID");
        if (column < 0)
            throw new LifecycleException("couldn't find PID field in ps output: name options that show it, or none");

        var table = new StringBuilder(lines[0]).Append('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            string[] fields = Fields(lines[i]);
            if (fields.Length > column
                && int.TryParse(fields[column], NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                && Contains(pids, pid))
            {
                table.Append(lines[i]).Append('\n');
            }
        }

        return table.ToString();
    }

    private static string[] Fields(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool Contains(IReadOnlyList<int> pids, int pid)
    {
        foreach (int each in pids)
        {
            if (each == pid)
                return true;
        }

        return false;
    }

    private static string Output(string[] args)
    {
        using OwnedFd input = At.Open(BorrowedFd.Cwd, "/dev/null", Abi.O_RDONLY);
        using OwnedFd output = MemFd.Create(Program);
        using InitProcess process = InitProcess.Launch(
            CapturedProgram.Plan(Find(), args, HookEnvironment.OfRuntime(), input, output, output));
        process.AwaitExecuted(Interrupts.None);
        ExitStatus status = PidFd.Wait(process.Pidfd);
        Kernel.Call(SYS.lseek, output.Number, 0, Abi.SEEK_SET);
        string text = Encoding.UTF8.GetString(Fd.ReadAll(output));
        return status.ShellCode == 0
            ? text
            : throw new LifecycleException(
                $"ps: exit status {status.ShellCode}: {text.Trim().ReplaceLineEndings(" | ")}");
    }

    private static string Find()
    {
        foreach (string directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            string path = (directory.Length == 0 ? "." : directory) + "/" + Program;
            using OwnedFd? file = At.OpenIfThere(BorrowedFd.Cwd, path, Abi.O_PATH);
            if (file is not null && Fd.Stat(file) is { Type: FileType.Regular } status
                && (status.Mode & 0x49 /* 0111 */) != 0)
            {
                return path;
            }
        }

        throw new LifecycleException(
            "exec: \"ps\": executable file not found in $PATH: install it (procps), or use --format json");
    }
}
