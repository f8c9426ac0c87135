// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using Husk.Build.Steps;
using Husk.Build.Syntax.Instructions;
using Husk.Linux;
using Husk.Oci;

namespace Husk.Build.Copying;

/// <summary>What ADD takes from elsewhere; what has been fetched once is not fetched again.</summary>
/// <param name="top">Where it is kept.</param>
internal sealed class FetchedSources(string top) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _directories = new(StringComparer.Ordinal);

    /// <summary>Null when the source is a file of the tree.</summary>
    /// <exception cref="CopyException">It is elsewhere, and this is COPY, or a flag does not fit it.</exception>
    public FetchedSource? Begin(CopyRequest request, string source, CancellationToken cancel)
    {
        GitReference? git = GitReference.Parse(source);
        bool isRemote = git is not null || RemoteFile.Is(source);
        if (request.Instruction is not AddInstruction add)
        {
            return !isRemote
                ? null
                : throw new CopyException($"source can't be a {(git is null ? "URL" : "git ref")} for COPY");
        }
        if (add.Checksum is not null && request.Words.Paths.Count + request.Words.Files.Count != 1)
            throw new CopyException("checksum can't be specified for multiple sources");
        if (add.Checksum is not null && !isRemote)
            throw new CopyException("checksum requires HTTP(S) or Git sources");
        return git is not null ? Repository(git, add, cancel) : isRemote ? File(source, add.Checksum, cancel) : null;
    }

    public void Dispose()
    {
        foreach (string directory in _directories.Values)
            At.RemoveTree(BorrowedFd.Cwd, directory);
        _directories.Clear();
    }

    private FetchedSource File(string address, string? checksum, CancellationToken cancel)
    {
        Digest? expected = null;
        if (checksum is not null && !Oci.Digest.TryParse(checksum, out expected))
            throw new CopyException($"invalid checksum digest format: {checksum}");
        string name = RemoteFile.Name(address);
        return new FetchedSource(Identity, Fetched, SourceName(name));

        string Fetched(IStepProgress progress) =>
            Once($"{address} {expected}",
                directory => RemoteFile.Fetch(address, directory, expected, progress, cancel));

        string Identity(IStepProgress progress)
        {
            using var digest = new SourceDigest(keepsOwners: false, cancel);
            using var tree = new SourceTree(Fetched(progress), new Ignore.IgnorePatterns([]));
            foreach (SourceMatch match in tree.Find(SourceName(name), new Ignore.IgnorePatterns([])))
                digest.Add(tree, match);
            return digest.Finish().ToString();
        }
    }

    private FetchedSource Repository(GitReference git, AddInstruction add, CancellationToken cancel)
    {
        if (git.KeepsGitDirectory is { } said && add.KeepsGitDirectory is { } asked && said != asked)
            throw new CopyException("inconsistent keep-git-dir configuration");
        if (git.Commit is not null && add.Checksum is not null && git.Commit != add.Checksum)
            throw new CopyException($"checksum mismatch \"{add.Checksum}\" != \"{git.Commit}\"");
        bool keeps = git.KeepsGitDirectory ?? add.KeepsGitDirectory ?? false;
        string? checksum = git.Commit ?? add.Checksum;
        var repository = new GitRepository(git, cancel);
        return new FetchedSource(
            _ => $"{repository.Commit(checksum)} {git.Directory} {keeps}",
            _ => Once($"{git} {keeps} {repository.Commit(checksum)}",
                directory => repository.Checkout(repository.Commit(checksum), directory, keeps)),
            git.Directory ?? "/");
    }

    // What the server calls a file may look like a pattern.
    private static string SourceName(string name) =>
        "/" + name.Replace("\\", "\\\\").Replace("*", "\\*").Replace("?", "\\?").Replace("[", "\\[");

    private string Once(string key, Action<string> fetch)
    {
        lock (_lock)
        {
            if (_directories.TryGetValue(key, out string? there))
                return there;
            string directory = Path.Combine(top, "fetched-" + Guid.NewGuid().ToString("n"));
            Directory.CreateDirectory(directory);
            try
            {
                fetch(directory);
            }
            catch
            {
                At.RemoveTree(BorrowedFd.Cwd, directory);
                throw;
            }
            return _directories[key] = directory;
        }
    }
}
