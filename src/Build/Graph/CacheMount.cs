// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Husk.Build.Syntax.Instructions;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Graph;

/// <summary>
/// A directory that stays between builds, <c>cache-mounts/NAME/data</c>: its name is the digest of its id. A step that
/// has it holds its lock shared, or alone where sharing is <c>locked</c> or <c>private</c>.
/// </summary>
internal static class CacheMount
{
    private const string Files = "data";

    public static string IdOf(BuildRequest request, RunMount mount, string target)
    {
        string id = mount.Id is { Length: > 0 } given ? given : target;
        return request.Arguments.GetValueOrDefault(BuiltInArguments.CacheMountNamespace) is { Length: > 0 } space
            ? $"{space}/{id}"
            : id;
    }

    /// <summary>Where its files are; locked as long as the step runs.</summary>
    public static async Task<string> Take(
        BuildJob job, RunMount mount, string id, FileSource? source, PreparedMounts prepared)
    {
        string name = Digest.Of(Encoding.UTF8.GetBytes(id)).Hex[..24];
        Directory.CreateDirectory(job.Request.CacheMounts);
        for (int number = 0; ; number++)
        {
            string path = string.Create(
                CultureInfo.InvariantCulture, $"{job.Request.CacheMounts}/{name}{(number == 0 ? "" : $"-{number}")}");
            OwnedFd? locked = await Lock(path, mount.Sharing, job.Cancel).ConfigureAwait(false);
            if (locked is null)
                continue;
            prepared.Hold(locked);
            if (!Directory.Exists($"{path}/{Files}"))
                await Fill(job, mount, source, path, id).ConfigureAwait(false);
            // Who looks for what is old sees when it was last wanted.
            At.SetModified(BorrowedFd.Cwd, path, (DateTimeOffset.UtcNow.ToUnixTimeSeconds(), 0));
            return $"{path}/{Files}";
        }
    }

    /// <summary>Null where another has it and sharing says to take one of its own.</summary>
    private static async Task<OwnedFd?> Lock(
        string path, CacheSharing sharing, System.Threading.CancellationToken cancel)
    {
        while (true)
        {
            At.MkdirIfMissing(BorrowedFd.Cwd, path, S_IRWXU | 0x9 /* 0711 */);
            OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            if (directory is null)
                continue;
            if (Fd.TryLock(directory, shared: sharing == CacheSharing.Shared)
                && At.LinkStatIfThere(BorrowedFd.Cwd, path)?.Inode == Fd.Stat(directory).Inode)
            {
                return directory;
            }
            directory.Dispose();
            if (sharing == CacheSharing.Private)
                return null;
            // flock(2) wakes nobody whom .NET could await.
            await Task.Delay(20, cancel).ConfigureAwait(false);
        }
    }

    private static async Task Fill(BuildJob job, RunMount mount, FileSource? source, string path, string id)
    {
        string begun = string.Create(CultureInfo.InvariantCulture, $"{path}/new-{Guid.NewGuid():N}");
        At.Mkdir(BorrowedFd.Cwd, begun, S_IRWXU);
        if (source?.Stage is { } stage)
            await job.Steps.CopyOut(stage, mount.Source ?? "/", begun).ConfigureAwait(false);
        using (OwnedFd directory = At.Open(BorrowedFd.Cwd, begun, O_RDONLY | O_DIRECTORY))
        {
            Fd.Chown(directory, mount.Uid ?? 0, mount.Gid ?? 0);
            Fd.Chmod(directory, mount.Mode ?? 0x1ED /* 0755 */);
        }

        File.WriteAllText($"{path}/id", id);
        try
        {
            Directory.Move(begun, $"{path}/{Files}");
        }
        catch (IOException) when (Directory.Exists($"{path}/{Files}"))
        {
            // Another step that shares it was faster.
            At.RemoveTree(BorrowedFd.Cwd, begun);
        }
    }
}
