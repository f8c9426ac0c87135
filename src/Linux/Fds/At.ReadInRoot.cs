// SPDX-License-Identifier: Apache-2.0
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>
    /// The content of a file below a root that somebody else made, a container's say: symlinks, absolute ones too, end
    /// in that root, and what is no regular file is not read, for a pipe would never end.
    /// </summary>
    /// <param name="root">The directory that <c>/</c> is for the path.</param>
    /// <param name="path">What to read.</param>
    /// <param name="limit">How many bytes at most; the rest is left out.</param>
    /// <returns>Null when there is no such regular file.</returns>
    public static byte[]? ReadInRoot(Pathname root, Pathname path, int limit)
    {
        using OwnedFd directory = Open(BorrowedFd.Cwd, root, O_PATH | O_DIRECTORY);
        nint result = OpenAt2(
            directory, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
        if (result is -ENOENT or -ENOTDIR or -ENXIO or -ENODEV)
            return null;
        if (result < 0)
            throw Failed("openat2", directory, path, result);
        using var file = new OwnedFd((int)result);
        return Fd.Stat(file).Type == FileType.Regular ? Fd.ReadAll(file, limit) : null;
    }
}
