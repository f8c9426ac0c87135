// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Text;

namespace Husk.Linux.Mounts;

/// <summary>
/// All mounts of a mount namespace, from /proc/PID/mountinfo. For tests, sweeps and messages: on a host with many
/// containers the file takes longer to read than a container to start, so nothing on the way there reads it.
/// </summary>
/// <remarks>
/// A line: <c>36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue</c>, with any number of
/// optional fields before the dash, unknown ones among them. Source: proc_pid_mountinfo(5).
/// </remarks>
public static class MountInfo
{
    /// <summary>Reads a process's mounts; they may change while they are read, whole lines at a time.</summary>
    /// <param name="path">A mountinfo file, or a capture of one.</param>
    /// <exception cref="SyscallException">It cannot be read.</exception>
    /// <exception cref="FormatException">A line is not of the form above.</exception>
    public static List<MountEntry> Read(Pathname path) => Parse(At.ReadAll(BorrowedFd.Cwd, path));

    /// <summary>The mounts of this process.</summary>
    public static List<MountEntry> OfThisProcess() => Read("/proc/self/mountinfo"u8);

    /// <inheritdoc cref="Read"/>
    /// <param name="content">The file's content.</param>
    public static List<MountEntry> Parse(ReadOnlySpan<byte> content)
    {
        var entries = new List<MountEntry>();
        while (!content.IsEmpty)
        {
            ReadOnlySpan<byte> line = Cut(ref content, (byte)'\n');
            if (!line.IsEmpty)
                entries.Add(ParseLine(line, entries.Count + 1));
        }

        return entries;
    }

    private static MountEntry ParseLine(ReadOnlySpan<byte> line, int number)
    {
        ReadOnlySpan<byte> rest = line;
        int id = Number(Cut(ref rest), number);
        int parent = Number(Cut(ref rest), number);
        ReadOnlySpan<byte> minor = Cut(ref rest);
        ReadOnlySpan<byte> major = Cut(ref minor, (byte)':');
        ReadOnlySpan<byte> root = Cut(ref rest);
        ReadOnlySpan<byte> mountPoint = Cut(ref rest);
        ReadOnlySpan<byte> mountOptions = Cut(ref rest);
        if (mountOptions.IsEmpty)
            throw Malformed(number);

        int? shared = null;
        int? master = null;
        int? from = null;
        bool unbindable = false;
        for (ReadOnlySpan<byte> field = Cut(ref rest); !field.SequenceEqual("-"u8); field = Cut(ref rest))
        {
            ReadOnlySpan<byte> value = field;
            ReadOnlySpan<byte> tag = Cut(ref value, (byte)':');
            if (tag.SequenceEqual("shared"u8))
                shared = Number(value, number);
            else if (tag.SequenceEqual("master"u8))
                master = Number(value, number);
            else if (tag.SequenceEqual("propagate_from"u8))
                from = Number(value, number);
            else if (tag.SequenceEqual("unbindable"u8))
                unbindable = true;
            else if (rest.IsEmpty)
                throw Malformed(number);
        }

        // The source may be empty, so that two spaces follow each other.
        ReadOnlySpan<byte> type = Cut(ref rest);
        ReadOnlySpan<byte> source = Cut(ref rest);
        return new MountEntry
        {
            MountId = id,
            ParentId = parent,
            Device = ((uint)Number(major, number), (uint)Number(minor, number)),
            Root = Unescape(root),
            MountPoint = Unescape(mountPoint),
            MountOptions = Encoding.UTF8.GetString(mountOptions),
            PeerGroup = shared,
            Master = master,
            PropagateFrom = from,
            Unbindable = unbindable,
            FileSystemType = Encoding.UTF8.GetString(Unescape(type)),
            Source = Unescape(source),
            SuperOptions = Unescape(rest),
        };
    }

    /// <summary>Takes what is before the next separator off the front, and the separator with it.</summary>
    private static ReadOnlySpan<byte> Cut(ref ReadOnlySpan<byte> rest, byte separator = (byte)' ')
    {
        int end = rest.IndexOf(separator);
        ReadOnlySpan<byte> field = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return field;
    }

    private static int Number(ReadOnlySpan<byte> field, int line) =>
        Utf8Parser.TryParse(field, out int value, out int used) && used == field.Length && value >= 0
            ? value
            : throw Malformed(line);

    /// <summary>
    /// Undoes <c>\ooo</c>, by which the kernel writes space, tab, newline, backslash and <c>#</c>
    /// (fs/proc_namespace.c).
    /// </summary>
    private static byte[] Unescape(ReadOnlySpan<byte> field)
    {
        byte[] plain = new byte[field.Length];
        int length = 0;
        for (int i = 0; i < field.Length; i++)
        {
            ReadOnlySpan<byte> octal = field[i] == '\\' && i + 3 < field.Length ? field.Slice(i + 1, 3) : default;
            bool isEscape = !octal.IsEmpty && octal[0] is >= (byte)'0' and <= (byte)'3'
                && octal.IndexOfAnyExceptInRange((byte)'0', (byte)'7') < 0;
            plain[length++] = isEscape
                ? (byte)(((octal[0] - '0') << 6) | ((octal[1] - '0') << 3) | (octal[2] - '0'))
                : field[i];
            i += isEscape ? 3 : 0;
        }

        return plain[..length];
    }

    private static FormatException Malformed(int line) =>
        new($"mountinfo: line {line} is not as proc_pid_mountinfo(5) says");
}
