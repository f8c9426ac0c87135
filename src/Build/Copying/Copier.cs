// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;
using Husk.Build.Ignore;
using Husk.Build.Steps;
using Husk.Build.Syntax.Instructions;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Copying;

/// <summary>What COPY and ADD do.</summary>
/// <param name="directory">Where what comes from elsewhere is kept as long as this lives; it is there, and nobody
/// else's.</param>
public sealed class Copier(string directory) : ICopier, IDisposable
{
    private readonly FetchedSources _fetched = new(directory);

    public Digest Digest(CopyRequest request, IStepProgress progress, CancellationToken cancel)
    {
        using var digest = new SourceDigest(request.KeepsOwners, cancel);
        using var tree = new SourceTree(request.Tree, Patterns(request.Ignored));
        IgnorePatterns excluded = Patterns(request.Words.Excludes);
        foreach (string source in request.Words.Paths)
        {
            if (_fetched.Begin(request, source, cancel) is { } elsewhere)
            {
                digest.Add("fetched", Encoding.UTF8.GetBytes(elsewhere.Identity(progress)));
                continue;
            }
            foreach (SourceMatch match in Find(tree, request, source, excluded))
                digest.Add(tree, match);
        }
        foreach (Heredoc file in request.Words.Files)
            digest.Add("heredoc " + file.Name, Encoding.UTF8.GetBytes(file.Content));
        if (request.Instruction is AddInstruction { Unpacks: { } unpacks })
            digest.Add("unpack", [(byte)(unpacks ? 1 : 0)]);
        return digest.Finish();
    }

    public void Copy(
        CopyRequest request, string root, Func<string, User> users, IStepProgress progress, CancellationToken cancel)
    {
        var attributes = new CopyAttributes(Owner(request.Words.Owner, users), request.KeepsOwners,
            request.Words.Mode is { Length: > 0 } mode ? FileModeChange.Parse(mode) : null);
        using OwnedFd top = At.Open(BorrowedFd.Cwd, root, O_PATH | O_DIRECTORY);
        var job = new CopyJob(
            request, new Destination(top, attributes, followsLinks: !request.Words.IsLinked), attributes, cancel);
        using var tree = new SourceTree(request.Tree, Patterns(request.Ignored));
        IgnorePatterns excluded = Patterns(request.Words.Excludes);
        foreach (string source in request.Words.Paths)
        {
            if (_fetched.Begin(request, source, cancel) is { } elsewhere)
                job.Copy(elsewhere, excluded, progress);
            else
                job.Copy(tree, Find(tree, request, source, excluded), unpacks: job.Unpacks(isLocal: true));
        }
        foreach (Heredoc file in request.Words.Files)
            job.Write(file);
    }

    public void Dispose() => _fetched.Dispose();

    private static List<SourceMatch> Find(
        SourceTree tree, CopyRequest request, string source, IgnorePatterns excluded) =>
        request.KeepsParents ? [tree.FindBelow(source, excluded)] : tree.Find(source, excluded);

    /// <summary>A number without a group is the group's too; the reference, "COPY --chown".</summary>
    private static (uint, uint)? Owner(string? owner, Func<string, User> users)
    {
        if (string.IsNullOrEmpty(owner))
            return null;
        if (uint.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
            return (number, number);
        User user = users(owner);
        return (user.Uid, user.Gid);
    }

    private static IgnorePatterns Patterns(IReadOnlyList<string> lines)
    {
        try
        {
            return new IgnorePatterns(lines);
        }
        catch (FormatException wrong)
        {
            throw new CopyException(wrong.Message, wrong);
        }
    }
}
