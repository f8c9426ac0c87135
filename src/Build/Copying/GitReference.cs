// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Build.Copying;

/// <summary>A git repository as ADD names it: <c>https://host/repo.git#ref:directory</c>,
/// <c>git@host:repo</c>.</summary>
/// <param name="Remote">What git takes.</param>
/// <param name="Ref">A branch, a tag or a commit; null for the default branch.</param>
/// <param name="Directory">What of it; null for all.</param>
/// <param name="Commit">What the ref must lead to, or its first digits; null for whatever it does.</param>
/// <param name="KeepsGitDirectory">Null when the address does not say.</param>
/// <param name="HasSubmodules">Whether they are fetched too.</param>
/// <remarks>Source: the reference, "Adding files from a Git repository", and BuildKit's dfgitutil.</remarks>
internal sealed partial record GitReference(
    string Remote, string? Ref, string? Directory, string? Commit, bool? KeepsGitDirectory, bool HasSubmodules)
{
    /// <summary>Null when it is something else.</summary>
    /// <param name="source">As written.</param>
    /// <param name="isAnyPage">Whether a page of a web server is a repository whatever it is called.</param>
    /// <exception cref="CopyException">Its query makes no sense.</exception>
    public static GitReference? Parse(string source, bool isAnyPage = false)
    {
        Match match = Address().Match(source);
        if (!match.Success)
            match = Scp().Match(source);
        if (!match.Success)
            return null;
        string remote = match.Groups["remote"].Value;
        // Any other page of a web server is a file.
        if (!isAnyPage && remote.StartsWith("http", StringComparison.Ordinal)
            && !remote.EndsWith(".git", StringComparison.Ordinal))
        {
            return null;
        }
        string[] fragment = match.Groups["fragment"].Value.Split(':', 2);
        var git = new GitReference(
            remote, Given(fragment[0]), Given(fragment.ElementAtOrDefault(1)), null, null, HasSubmodules: true);
        return Fields(match.Groups["query"].Value).Aggregate(git, (known, field) => known.With(field.Key, field.Value));
    }

    private GitReference With(string key, string value) => key switch
    {
        "ref" => this with { Ref = value },
        "tag" => this with { Ref = "refs/tags/" + value },
        "branch" => this with { Ref = "refs/heads/" + value },
        "subdir" => this with { Directory = value },
        "checksum" or "commit" => this with { Commit = value },
        "keep-git-dir" => this with { KeepsGitDirectory = Flag(key, value) },
        "submodules" => this with { HasSubmodules = Flag(key, value) },
        _ => throw new CopyException($"unexpected query \"{key}\" in {Remote}"),
    };

    private static IEnumerable<KeyValuePair<string, string>> Fields(string query) =>
        query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(field => field.Split('=', 2))
        .Select(field =>
            new KeyValuePair<string, string>(field[0], field.Length > 1 ? Uri.UnescapeDataString(field[1]) : ""));

    private static bool Flag(string key, string value) => value switch
    {
        "" or "1" or "true" => true,
        "0" or "false" => false,
        _ => throw new CopyException($"invalid {key} value: \"{value}\""),
    };

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    [GeneratedRegex(@"^(?<remote>(https?|git|ssh)://[^?#]+)(\?(?<query>[^#]*))?(#(?<fragment>.*))?$")]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?<remote>[a-zA-Z0-9-_]+@[a-zA-Z0-9-.]+:[^?#]+)(\?(?<query>[^#]*))?(#(?<fragment>.*))?$")]
    private static partial Regex Scp();
}
