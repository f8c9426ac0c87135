// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Husk.Linux;

namespace Husk.Build.Copying;

/// <summary>Fetches repositories by the program git.</summary>
internal sealed class GitRepository(GitReference reference, CancellationToken cancel)
{
    private const int Sha1Digits = 40;
    private const int Sha256Digits = 64;

    private string? _commit;

    /// <summary>The commit that the reference leads to now.</summary>
    /// <param name="checksum">What it must be, or its first digits; null for anything.</param>
    /// <exception cref="CopyException">There is no such commit, or it is another one.</exception>
    public string Commit(string? checksum)
    {
        _commit ??= IsCommit(reference.Ref) ? reference.Ref! : Ask();
        if (checksum is not null && !_commit.StartsWith(checksum, StringComparison.Ordinal))
            throw new CopyException($"expected checksum to match {checksum}, got {_commit}");
        return _commit;
    }

    /// <summary>Makes the files of a commit in an empty directory.</summary>
    public void Checkout(string commit, string directory, bool keepsGitDirectory)
    {
        Git(directory, "init", "--quiet");
        Git(directory, "remote", "add", "origin", reference.Remote);
        // Not every server gives one commit alone: then all it has.
        if (!TryGit(directory, "fetch", "--quiet", "--depth=1", "origin", commit))
            Git(directory, "fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
        Git(directory, "checkout", "--quiet", commit);
        if (reference.HasSubmodules && File.Exists(Path.Combine(directory, ".gitmodules")))
            Git(directory, "submodule", "update", "--init", "--recursive", "--depth=1");
        if (keepsGitDirectory)
            return;
        At.RemoveTree(BorrowedFd.Cwd, Path.Combine(directory, ".git"));
        // Of submodules; not through links, which lead wherever whoever wrote the repository wants.
        var own = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        foreach (string file in Directory.EnumerateFiles(directory, ".git", own))
            File.Delete(file);
    }

    private static bool IsCommit(string? text) =>
        text is { Length: Sha1Digits or Sha256Digits } && text.All(char.IsAsciiHexDigitLower);

    // A tag that has an object of its own is followed by a line for the commit, marked ^{}.
    private string Ask()
    {
        string sought = reference.Ref ?? "HEAD";
        string[][] lines = [.. Git("/", "ls-remote", reference.Remote, sought, sought + "^{}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
        foreach (string name in (string[])[$"refs/tags/{sought}^{{}}", sought + "^{}", sought, "refs/heads/" + sought,
            "refs/tags/" + sought])
        {
            if (lines.FirstOrDefault(line => line.Length == 2 && line[1] == name) is { } found)
                return found[0];
        }
        throw new CopyException($"repository {reference.Remote} does not contain ref {sought}");
    }

    private string Git(string directory, params IEnumerable<string> words)
    {
        (int code, string output, string error) = Run(directory, words);
        return code == 0
            ? output
            : throw new CopyException($"git {string.Join(' ', words)} failed: {error.Trim().ReplaceLineEndings(" ")}");
    }

    private bool TryGit(string directory, params IEnumerable<string> words) => Run(directory, words).Code == 0;

    private (int Code, string Output, string Error) Run(string directory, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("git", words)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nobody is there to be asked, and the user's own configuration is not the build's.
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        try
        {
            using Process git = Process.Start(start)!;
            using CancellationTokenRegistration end = cancel.Register(() => git.Kill(entireProcessTree: true));
            git.StandardInput.Close();
            var error = git.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            cancel.ThrowIfCancellationRequested();
            return (git.ExitCode, output, error.Result);
        }
        catch (Win32Exception missing)
        {
            throw new CopyException(
                $"{reference.Remote} is fetched by the program git, which is not there: install git", missing);
        }
    }
}
