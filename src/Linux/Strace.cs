// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Globalization;
using System.Text;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>The arguments of a call in the words of strace(1), for <see cref="SyscallException"/>.</summary>
public static class Strace
{
    /// <summary>
    /// A descriptor and what it is open on, as <c>strace -y</c> tells: <c>3 "/rootfs"</c>, <c>5 "pipe:[4026]"</c>; the
    /// number alone when /proc cannot tell; <c>AT_FDCWD</c>.
    /// </summary>
    public static string Descriptor(BorrowedFd fd)
    {
        if (fd.Number == AT_FDCWD)
            return nameof(AT_FDCWD);
        string number = fd.Number.ToString(CultureInfo.InvariantCulture);
        Span<byte> target = stackalloc byte[PATH_MAX];
        int length = At.TryReadLink(BorrowedFd.Cwd, "/proc/self/fd/" + number, target);
        return length < 0 ? number : number + " " + Quote(target[..length]);
    }

    /// <summary>Bytes in quotes on one line: UTF-8 as it is, control characters and everything else escaped.</summary>
    public static string Quote(scoped ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder("\"", bytes.Length + 2);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int consumed) == OperationStatus.Done)
            {
                text.Append(Escape(rune));
            }
            else
            {
                foreach (byte stray in bytes[..consumed])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{stray:x2}");
            }
            bytes = bytes[consumed..];
        }
        return text.Append('"').ToString();
    }

    /// <inheritdoc cref="Quote(ReadOnlySpan{byte})"/>
    public static string Quote(string text) => Quote(Encoding.UTF8.GetBytes(text));

    /// <summary>The flags of open(2), in octal what has no name here: <c>O_RDWR|O_CREAT|O_CLOEXEC</c>.</summary>
    public static string OpenFlags(int flags)
    {
        var text = new StringBuilder((flags & O_ACCMODE) switch
        {
            O_RDONLY => nameof(O_RDONLY),
            O_WRONLY => nameof(O_WRONLY),
            O_RDWR => nameof(O_RDWR),
            _ => nameof(O_ACCMODE),
        });
        flags &= ~O_ACCMODE;
        // O_TMPFILE contains O_DIRECTORY's bit, O_SYNC that of O_DSYNC.
        ReadOnlySpan<(int Bits, string Name)> named =
        [
            (O_TMPFILE, nameof(O_TMPFILE)), (O_SYNC, nameof(O_SYNC)), (O_CREAT, nameof(O_CREAT)),
            (O_EXCL, nameof(O_EXCL)), (O_NOCTTY, nameof(O_NOCTTY)), (O_TRUNC, nameof(O_TRUNC)),
            (O_APPEND, nameof(O_APPEND)), (O_NONBLOCK, nameof(O_NONBLOCK)), (O_DSYNC, nameof(O_DSYNC)),
            (O_DIRECT, nameof(O_DIRECT)), (O_LARGEFILE, nameof(O_LARGEFILE)), (O_DIRECTORY, nameof(O_DIRECTORY)),
            (O_NOFOLLOW, nameof(O_NOFOLLOW)), (O_NOATIME, nameof(O_NOATIME)), (O_CLOEXEC, nameof(O_CLOEXEC)),
            (O_PATH, nameof(O_PATH)),
        ];
        foreach ((int bits, string name) in named)
        {
            if ((flags & bits) != bits)
                continue;
            text.Append('|').Append(name);
            flags &= ~bits;
        }
        if (flags != 0)
            text.Append('|').Append('0').Append(Convert.ToString(flags, 8));
        return text.ToString();
    }

    private static string Escape(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '"' => "\\\"",
        '\\' => "\\\\",
        _ when Rune.IsControl(rune) => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
        _ => rune.ToString(),
    };
}
