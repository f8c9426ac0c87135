// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Engine.Containers;
using Husk.Engine.Files;
using Husk.Images.Compression;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Building;

/// <summary>A build context that is brought here first.</summary>
public static class RemoteContext
{
    private const int HeadSize = 512;

    /// <summary>Whether an address is a git repository's (docs.docker.com, "Git repositories").</summary>
    public static bool IsGit(string address)
    {
        if (address.StartsWith("git://", StringComparison.Ordinal) || address.StartsWith("git@", StringComparison.Ordinal)
            || address.StartsWith("ssh://", StringComparison.Ordinal) || address.StartsWith("github.com/", StringComparison.Ordinal))
        {
            return true;
        }

        string path = address.Split('#')[0];
        return path.EndsWith(".git", StringComparison.Ordinal)
            && (path.StartsWith("http://", StringComparison.Ordinal) || path.StartsWith("https://", StringComparison.Ordinal) || path.StartsWith("file://", StringComparison.Ordinal));
    }

    /// <summary>Unpacks a tar in any compression; what is no tar is a Dockerfile.</summary>
    /// <returns>The Dockerfile; null for a tar.</returns>
    public static byte[]? Unpack(Stream source, string directory)
    {
        var head = new byte[HeadSize];
        int length = source.ReadAtLeast(head, HeadSize, throwOnEndOfStream: false);
        var whole = new ChainedStream(head.AsMemory(0, length), source);
        if (!IsArchive(head.AsSpan(0, length)))
        {
            var text = new MemoryStream();
            whole.CopyTo(text);
            return text.ToArray();
        }

        return EngineException.Guard(() =>
        {
            using Stream plain = ArchiveStream.Open(whole);
            using FileTree files = FileTree.Own();
            files.Unpack(directory, plain, owners: true);
            return (byte[]?)null;
        });
    }

    /// <summary>Clones a repository: <c>ADDRESS[#REF[:DIRECTORY]]</c>.</summary>
    /// <exception cref="EngineException">There is no git here, or it failed.</exception>
    public static async Task Clone(string address, string directory, CancellationToken cancel)
    {
        string git = Programs.Find("git") ?? throw new EngineException(EngineFault.NotFound, $"cannot build from {address}: there is no git on PATH: install it");
        string[] parts = address.Split('#', 2);
        string remote = parts[0].StartsWith("github.com/", StringComparison.Ordinal) ? "https://" + parts[0] : parts[0];
        string reference = parts.Length > 1 && parts[1].Split(':')[0] is { Length: > 0 } named ? named : "HEAD";
        await Run(git, directory, cancel, "init", "-q").ConfigureAwait(false);
        await Run(git, directory, cancel, "fetch", "-q", "--depth=1", "--", remote, reference).ConfigureAwait(false);
        await Run(git, directory, cancel, "checkout", "-q", "FETCH_HEAD").ConfigureAwait(false);
        await Run(git, directory, cancel, "submodule", "update", "-q", "--init", "--recursive", "--depth=1").ConfigureAwait(false);
        Directory.Delete(Path.Combine(directory, ".git"), recursive: true);
    }

    // gzip, bzip2, xz and zstd by their first bytes; a tar by the word at 257 (POSIX pax).
    private static bool IsArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) || head.StartsWith("BZh"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'])
        || head.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) || (head.Length >= 262 && head.Slice(257, 5).SequenceEqual("ustar"u8));

    private static async Task Run(string git, string directory, CancellationToken cancel, params string[] arguments)
    {
        using OwnedFd errors = MemFd.Create("git");
        using OwnedFd nothing = At.Open(BorrowedFd.Cwd, "/dev/null", O_RDWR);
        using SpawnedProcess process = Spawn.Start(new SpawnRequest
        {
            Program = git,
            Arguments = arguments,
            Directory = directory,
            Fds = [new(nothing.Number, 0), new(errors.Number, 1), new(errors.Number, 2)],
        });
        using (cancel.Register(() => PidFd.SendSignal(process.Fd, SIGTERM)))
        {
            ExitStatus status = await Task.Run(process.Wait, CancellationToken.None).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            if (status.ShellCode == 0)
                return;
        }

        Fd.SeekTo(errors, 0);
        string said = System.Text.Encoding.UTF8.GetString(Fd.ReadAll(errors, 1 << 16)).Trim().ReplaceLineEndings("; ");
        throw new EngineException(EngineFault.Unavailable, $"git {arguments[0]}: {said}");
    }
}
