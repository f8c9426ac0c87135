// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers.Execs;

/// <summary>Which processes of exec run: a file <c>CONTAINER.EXEC</c> each, with the process and when it
/// began.</summary>
/// <remarks>
/// Nobody stays with a process that was left to itself, so a file may be of one that has ended: what is told is what
/// lives.
/// </remarks>
internal sealed class ExecRecords(string directory)
{
    private const int Limit = 100;

    /// <summary>A process runs; those that have ended by themselves are forgotten, or a container that lives for years
    /// would leave one a minute.</summary>
    public void Add(string container, string exec, int pid)
    {
        using OwnedFd records = At.Open(BorrowedFd.Cwd, directory, O_RDONLY | O_DIRECTORY);
        foreach (string name in Names(records, container).Select(other => $"{container}.{other}"))
        {
            if (!Lives(records, name))
                At.UnlinkIfThere(records, name);
        }
        if (ProcessStat.Read(pid) is { IsAlive: true } stat)
        {
            At.AtomicWrite(records, $"{container}.{exec}", Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{pid} {stat.StartTime}")), 0x180 /* 0600 */);
        }
    }

    /// <summary>It has ended.</summary>
    public void Remove(string container, string exec) =>
        At.UnlinkIfThere(BorrowedFd.Cwd, $"{directory}/{container}.{exec}");

    /// <summary>The container runs no more, and nothing in it.</summary>
    public void Clear(string container)
    {
        using OwnedFd? records = Open();
        foreach (string exec in Names(records, container))
            At.UnlinkIfThere(records!, $"{container}.{exec}");
    }

    /// <summary>The IDs of those that run now.</summary>
    public IReadOnlyList<string> Of(string container)
    {
        using OwnedFd? records = Open();
        return [.. Names(records, container).Where(exec => Lives(records!, $"{container}.{exec}"))];
    }

    private OwnedFd? Open() => At.OpenIfThere(BorrowedFd.Cwd, directory, O_RDONLY | O_DIRECTORY);

    private static string[] Names(OwnedFd? records, string container) => records is null ? []
        : [.. Fd.ReadDirectory(records).Select(entry => Encoding.ASCII.GetString(entry.Name).Split('.'))
            .Where(parts => parts is [var id, var exec] && id == container && ContainerId.Is(exec))
            .Select(parts => parts[1]).Order(StringComparer.Ordinal)];

    private static bool Lives(BorrowedFd records, string name) =>
        At.ReadAllIfThere(records, name, Limit) is { } text
        && Encoding.ASCII.GetString(text).Split(' ') is [var process, var start]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
        && ProcessStat.Read(pid) is { IsAlive: true } stat
        && stat.StartTime.ToString(CultureInfo.InvariantCulture) == start;
}
