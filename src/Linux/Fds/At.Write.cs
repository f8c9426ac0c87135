// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>
    /// What the temporary names of <see cref="AtomicWrite"/> start with; one that is left over belongs to a dead
    /// writer.
    /// </summary>
    public const string TemporaryPrefix = ".tmp-";

    /// <summary>
    /// Writes to a file that is there, in one write(2): how /proc, /sys and cgroup files take their values.
    /// </summary>
    public static void Write(BorrowedFd dir, Pathname path, scoped ReadOnlySpan<byte> value)
    {
        using OwnedFd file = Open(dir, path, O_WRONLY);
        Fd.WriteOnce(file, value);
    }

    /// <summary>
    /// Puts a file in place whole: whoever opens <paramref name="name"/> sees the old content or the new, at any
    /// instant, also after a crash of this process. The content goes to a temporary name in the same directory, which
    /// is then renamed.
    /// </summary>
    /// <param name="dir">The directory.</param>
    /// <param name="name">The file's name in it.</param>
    /// <param name="content">What the file will hold.</param>
    /// <param name="mode">The file's permission bits, exactly: the umask is not applied.</param>
    /// <param name="durable">
    /// Whether the content must survive the machine's crash too: fsync(2) of the file before the rename and of the
    /// directory after. Needless on tmpfs.
    /// </param>
    public static void AtomicWrite(
        BorrowedFd dir, Pathname name, scoped ReadOnlySpan<byte> content, uint mode, bool durable = false)
    {
        PendingFile file = PendingFile.Write(dir, content, mode, durable);
        try
        {
            file.PutInPlace(name);
        }
        finally
        {
            file.Dispose();
        }
        if (durable)
        {
            using OwnedFd directory = Open(dir, ".", O_RDONLY | O_DIRECTORY);
            Fd.Sync(directory);
        }
    }

    /// <summary>
    /// Removes what writers of <see cref="AtomicWrite"/> left that were killed. Only while nobody writes: hold the lock
    /// that the writers share.
    /// </summary>
    /// <returns>The bytes removed.</returns>
    public static long RemoveTemporaries(BorrowedFd directory)
    {
        long removed = 0;
        byte[] prefix = Encoding.ASCII.GetBytes(TemporaryPrefix);
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            if (!entry.Name.AsSpan().StartsWith(prefix))
                continue;
            removed += LinkStatIfThere(directory, entry.Name)?.Size ?? 0;
            UnlinkIfThere(directory, entry.Name);
        }
        return removed;
    }

    internal static string RandomName()
    {
        ulong random;
        // GRND_NONBLOCK: early at boot the pool is not ready yet; a name need only be unlike the others, and O_EXCL
        // decides.
        if (Kernel.Call(SYS.getrandom, (nint)(&random), sizeof(ulong), GRND_NONBLOCK) != sizeof(ulong))
            random = (ulong)Environment.TickCount64 << 32 | (uint)Environment.ProcessId;
        return random.ToString("x16", CultureInfo.InvariantCulture);
    }
}
