// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Text;
using System.Globalization;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>What /proc/PID/stat tells of a process (proc_pid_stat(5)).</summary>
/// <param name="Pid">Its number in the pid namespace that /proc belongs to.</param>
/// <param name="State">What it is doing.</param>
/// <param name="ParentPid">Its parent; 0 when the parent is outside that namespace.</param>
/// <param name="ProcessGroup">Its process group.</param>
/// <param name="Session">Its session.</param>
/// <param name="StartTime">
/// When it began, in clock ticks since boot. Together with the number it names one process for good, as long as the
/// machine runs.
/// </param>
public readonly record struct ProcessStat(
    int Pid, ProcessState State, int ParentPid, int ProcessGroup, int Session, ulong StartTime)
{
    /// <summary>Whether the process can still run code: it is neither a zombie nor being taken apart.</summary>
    public bool IsAlive => State is not (ProcessState.Zombie or ProcessState.Dead);

    /// <summary>Reads /proc/PID/stat; null when there is no such process.</summary>
    public static ProcessStat? Read(int pid)
    {
        try
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat");
            byte[]? text = At.ReadAllIfThere(BorrowedFd.Cwd, path);
            return text is null ? null : Parse(text);
        }
        catch (SyscallException gone) when (gone.Errno == ESRCH)
        {
            // The process ended between the open and the read.
            return null;
        }
    }

    /// <summary>Reads the text of a stat file.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static ProcessStat Parse(scoped ReadOnlySpan<byte> text)
    {
        // The second field is the program's name in parentheses, and the name may hold spaces, parentheses and
        // newlines: the process chooses it (prctl(2), PR_SET_NAME). No later field has a parenthesis, so the last one
        // ends it.
        int open = text.IndexOf((byte)'(');
        int close = text.LastIndexOf((byte)')');
        if (open < 2 || close < open || close + 3 >= text.Length)
            throw NotStat();
        ReadOnlySpan<byte> rest = text[(close + 2)..];
        var state = (ProcessState)rest[0];
        int parent = (int)Field(rest, 4);
        int group = (int)Field(rest, 5);
        int session = (int)Field(rest, 6);
        return new ProcessStat((int)Number(text[..(open - 1)]), state, parent, group, session, (ulong)Field(rest, 22));
    }

    /// <summary>
    /// A field by its number in the man page; the state, number 3, is the first of <paramref name="rest"/>.
    /// </summary>
    private static long Field(ReadOnlySpan<byte> rest, int number)
    {
        for (int skipped = 3; skipped < number; skipped++)
        {
            int space = rest.IndexOf((byte)' ');
            if (space < 0)
                throw NotStat();
            rest = rest[(space + 1)..];
        }
        int end = rest.IndexOfAny((byte)' ', (byte)'\n');
        return Number(end < 0 ? rest : rest[..end]);
    }

    private static long Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out long value, out int consumed) && consumed == digits.Length
            ? value
            : throw NotStat();

    private static FormatException NotStat() => new("not the text of a /proc/PID/stat file");
}
