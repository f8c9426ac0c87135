// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Build.Ignore;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Copying;

/// <summary>A tree that files are copied from. Links in it are followed as if it were all there is.</summary>
internal sealed class SourceTree : IDisposable
{
    private static readonly Comparer<byte[]> ByBytes =
        Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

    private readonly OwnedFd _root;
    private readonly IgnorePatterns _ignored;

    /// <param name="path">The top, absolute.</param>
    /// <param name="ignored">What is not there.</param>
    public SourceTree(string path, IgnorePatterns ignored)
    {
        _root = At.Open(BorrowedFd.Cwd, path, O_PATH | O_DIRECTORY);
        _ignored = ignored;
    }

    /// <summary>A file of the tree, whose path has no links.</summary>
    public OwnedFd Open(byte[] path, int flags) =>
        At.OpenBelow(_root, path.Length == 0 ? "."u8.ToArray() : path, flags | O_NOFOLLOW, RESOLVE_IN_ROOT);

    /// <summary>What a source of COPY or ADD names, in the order of names: nothing when only stars find
    /// nothing.</summary>
    /// <exception cref="CopyException">There is no such file, or the pattern is none.</exception>
    public List<SourceMatch> Find(string source, IgnorePatterns excluded)
    {
        string clean = SlashPath.Clean("/" + source);
        string[] parts = clean.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int plain = Array.FindIndex(parts, PathPattern.HasWildcards);
        var filter = new SourceFilter(_ignored, excluded, included: null);
        if (plain < 0)
            return [Match(clean, [.. parts.Select(Unescape)], filter) ?? throw NotFound(clean)];
        byte[] above = Resolve([.. parts[..plain].Select(Unescape)]) ?? throw NotFound(clean);
        var found = new List<byte[]>();
        Glob(above, Patterns(parts[plain..]), found);
        return [.. found.Select(path => Match(clean, Split(path), filter)).OfType<SourceMatch>()];
    }

    /// <summary>What a source of <c>COPY --parents</c> names: everything from the tree's top, or from the directory
    /// before <c>/./</c>.</summary>
    /// <inheritdoc cref="Find"/>
    public SourceMatch FindBelow(string source, IgnorePatterns excluded)
    {
        int pivot = source.IndexOf("/./", StringComparison.Ordinal);
        string top = pivot < 0 ? "/" : SlashPath.Clean("/" + source[..pivot]);
        string pattern = SlashPath.Clean("/" + (pivot < 0 ? source : source[(pivot + 3)..]))[1..];
        byte[] directory = Resolve([.. top.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Unescape)])
            ?? throw NotFound(source);
        // The top itself is named.
        IgnorePatterns? included = pattern.Length == 0 ? null : Patterns(() => new IgnorePatterns([pattern]));
        SourceNode? node = Read(directory, new SourceFilter(_ignored, excluded, included));
        if ((node is null || node.Children.Count == 0) && pattern.Length > 0 && !PathPattern.HasWildcards(source))
            throw NotFound(SlashPath.Clean("/" + source));
        return new SourceMatch(directory, "/"u8.ToArray(), node ?? throw NotFound(source));
    }

    public void Dispose() => _root.Dispose();

    private SourceMatch? Match(string source, byte[][] parts, SourceFilter filter)
    {
        if (Resolve(parts) is not { } path)
            return null;
        return Read(path, filter) is { } node
            ? new SourceMatch(path, parts.Length == 0 ? "/"u8.ToArray() : parts[^1], node)
            : PathPattern.HasWildcards(source) ? null
            : throw new CopyException(
                $"failed to compute cache key: \"{source}\": not found: .dockerignore leaves it out");
    }

    /// <summary>Where a path leads, links followed, the last one too: below the tree, without links. Null when that is
    /// nowhere.</summary>
    private byte[]? Resolve(byte[][] parts)
    {
        byte[] path = parts.Length == 0 ? "."u8.ToArray() : Join(parts);
        nint opened = At.OpenAt2(_root, path, O_PATH, RESOLVE_IN_ROOT);
        if (opened is -ENOENT or -ENOTDIR)
            return null;
        if (opened < 0)
            throw new SyscallException($"openat2({Strace.Quote(path)})", (int)-opened);
        using var file = new OwnedFd((int)opened);
        // The kernel knows the way that it went.
        byte[] top = At.ReadLink(BorrowedFd.Cwd, $"/proc/self/fd/{_root.Number}");
        byte[] found = At.ReadLink(BorrowedFd.Cwd, $"/proc/self/fd/{file.Number}");
        return found.AsSpan(Math.Min(found.Length, top.Length)).TrimStart((byte)'/').ToArray();
    }

    private SourceNode? Read(byte[] path, SourceFilter filter)
    {
        string text = Encoding.UTF8.GetString(path);
        int slash = text.LastIndexOf('/');
        SourceFilter.State above = filter.Above(slash < 0 ? "" : text[..slash]);
        using OwnedFd file = Open(path, O_PATH);
        byte[] name = path.AsSpan(path.AsSpan().LastIndexOf((byte)'/') + 1).ToArray();
        return Read(file, name, Fd.Stat(file), text, "", above, filter);
    }

    private static SourceNode? Read(BorrowedFd file, byte[] name, FileStatus status, string inTree, string inSource,
        SourceFilter.State above, SourceFilter filter)
    {
        (bool isTaken, bool isEntered, SourceFilter.State state) = filter.Judge(inTree, inSource, above);
        if (status.Type is not FileType.Directory)
            return isTaken ? new SourceNode(name, status, []) : null;
        var children = new List<SourceNode>();
        if (isEntered)
        {
            using OwnedFd directory = At.Open(file, ".", O_RDONLY | O_DIRECTORY);
            foreach (DirectoryEntry entry in Fd.ReadDirectory(directory).OrderBy(entry => entry.Name, ByBytes))
            {
                if (ReadChild(directory, entry, inTree, inSource, state, filter) is { } child)
                    children.Add(child);
            }
        }
        // A directory that is not taken itself is made for what is taken in it.
        return isTaken || children.Count > 0 || inSource.Length == 0 && inTree.Length == 0
            ? new SourceNode(name, status, children)
            : null;
    }

    private static SourceNode? ReadChild(BorrowedFd directory, DirectoryEntry entry, string inTree, string inSource,
        SourceFilter.State state, SourceFilter filter)
    {
        if (At.LinkStatIfThere(directory, entry.Name) is not { } status)
            return null;
        bool isDirectory = status.Type is FileType.Directory;
        if (filter.IsOpen && !isDirectory)
            return new SourceNode(entry.Name, status, []);
        string name = Encoding.UTF8.GetString(entry.Name);
        string childInTree = inTree.Length == 0 ? name : $"{inTree}/{name}";
        string childInSource = inSource.Length == 0 ? name : $"{inSource}/{name}";
        using OwnedFd? child = isDirectory ? At.OpenIfThere(directory, entry.Name, O_PATH | O_NOFOLLOW) : null;
        return Read(child ?? directory, entry.Name, status, childInTree, childInSource, state, filter);
    }

    // Level by level: a star of Go's stops at slashes. What is found is not looked into for more.
    private void Glob(byte[] directory, ReadOnlySpan<PathPattern> patterns, List<byte[]> found)
    {
        using OwnedFd file = Open(directory, O_PATH);
        if (Fd.Stat(file).Type is not FileType.Directory)
            return;
        using OwnedFd opened = At.Open(file, ".", O_RDONLY | O_DIRECTORY);
        foreach (DirectoryEntry entry in Fd.ReadDirectory(opened).OrderBy(entry => entry.Name, ByBytes))
        {
            if (!patterns[0].Matches(Encoding.UTF8.GetString(entry.Name)))
                continue;
            byte[] path = directory.Length == 0 ? entry.Name : [.. directory, (byte)'/', .. entry.Name];
            if (patterns.Length == 1)
                found.Add(path);
            else if (At.LinkStatIfThere(opened, entry.Name) is { Type: FileType.Directory })
                Glob(path, patterns[1..], found);
        }
    }

    private static PathPattern[] Patterns(string[] parts) => Patterns(() => Array.ConvertAll(parts, PathPattern.Glob));

    private static T Patterns<T>(Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException wrong)
        {
            throw new CopyException(wrong.Message, wrong);
        }
    }

    // In a name without stars a backslash still escapes: "COPY a\[0].txt" is how brackets are written.
    private static byte[] Unescape(string part)
    {
        var text = new StringBuilder();
        for (int i = 0; i < part.Length; i++)
            text.Append(part[i] == '\\' && i + 1 < part.Length ? part[++i] : part[i]);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[][] Split(byte[] path) =>
        [.. Encoding.Latin1.GetString(path).Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(Encoding.Latin1.GetBytes)];

    private static byte[] Join(byte[][] parts) =>
        Encoding.Latin1.GetBytes(string.Join('/', parts.Select(Encoding.Latin1.GetString)));

    private static CopyException NotFound(string source) =>
        new($"failed to compute cache key: \"{source}\": not found");
}
