// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;

namespace Husk.Build.Copying;

/// <summary>A git repository as a build context; docs.docker.com, "Build context", "Git repositories".</summary>
public static class GitContext
{
    // As people write it, without a scheme and without ".git".
    private const string Shorthand = "github.com/";

    /// <summary>Whether an address is a repository's: <c>https://host/repo.git#ref:directory</c>.</summary>
    /// <exception cref="CopyException">Its query makes no sense.</exception>
    public static bool Is(string address) => Parse(address) is not null;

    /// <summary>Makes its files in an empty directory.</summary>
    /// <param name="address">Where it is, and what of it.</param>
    /// <param name="directory">The directory.</param>
    /// <param name="keepsGitDirectory">Whether <c>.git</c> stays where the address does not say.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The directory of it that is the context, as the address has it; null for all of it.</returns>
    /// <exception cref="CopyException">There is no git here, or it says no.</exception>
    public static string? Checkout(string address, string directory, bool keepsGitDirectory, CancellationToken cancel)
    {
        GitReference git = Parse(address) ?? throw new CopyException($"{address} is no git repository");
        var repository = new GitRepository(git, cancel);
        repository.Checkout(repository.Commit(git.Commit), directory, git.KeepsGitDirectory ?? keepsGitDirectory);
        return git.Directory;
    }

    private static GitReference? Parse(string address) => address.StartsWith(Shorthand, StringComparison.Ordinal)
        ? GitReference.Parse("https://" + address, isAnyPage: true)
        : GitReference.Parse(address);
}
