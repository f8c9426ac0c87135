// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Copying;
using Husk.Build.Graph;
using Husk.Engine.Containers;
using Husk.Engine.Files;
using Husk.Engine.Images;
using Husk.Images.Compression;
using Husk.Linux;

namespace Husk.Engine.Building;

/// <summary>
/// A build context that is no directory of the user's: brought here for one build, and gone with it. Who wrote it is
/// not who builds it: no link in it leads out of it.
/// </summary>
public sealed class FetchedContext : IDisposable
{
    // Of a Dockerfile, and of what is ignored.
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly BuildDirectory _directory;

    private FetchedContext(BuildDirectory directory)
    {
        _directory = directory;
        Directory = System.IO.Directory.CreateDirectory(directory.Path + "/context").FullName;
    }

    /// <summary>What COPY takes from, absolute.</summary>
    public string Directory { get; private set; }

    /// <summary>The Dockerfile where that is all there is; else null.</summary>
    public byte[]? Dockerfile { get; private set; }

    /// <summary>Whether a context is the address of an archive or a repository.</summary>
    /// <exception cref="EngineException">It is one that makes no sense.</exception>
    public static bool IsAddress(string context) =>
        context.StartsWith("http://", StringComparison.Ordinal)
            || context.StartsWith("https://", StringComparison.Ordinal) || IsGit(context);

    /// <summary>Takes a tar in any compression; what is no tar is a Dockerfile.</summary>
    public static FetchedContext OfStream(EnginePaths paths, Stream source) =>
        Make(paths, fetched =>
        {
            fetched.Unpack(source);
            return Task.CompletedTask;
        }).GetAwaiter().GetResult();

    /// <summary>Fetches an archive or a Dockerfile from a web server, or a repository:
    /// <c>ADDRESS[#REF[:DIRECTORY]]</c>.</summary>
    /// <param name="paths">Where it is kept.</param>
    /// <param name="address">Where it comes from.</param>
    /// <param name="arguments">The build's, one of which says whether <c>.git</c> stays where the address does
    /// not.</param>
    /// <param name="cancel">Ends it.</param>
    public static Task<FetchedContext> OfAddress(
        EnginePaths paths, string address, IReadOnlyDictionary<string, string> arguments, CancellationToken cancel) =>
        Make(paths, fetched => fetched.Fetch(
            address, fetched.Unpack, BuiltInArguments.IsOn(arguments, BuiltInArguments.KeepGitDirectory), cancel));

    /// <summary>
    /// The same for a named context: what is no repository stays one file with the name <c>context</c>, as in BuildKit.
    /// </summary>
    public static Task<FetchedContext> OfPart(EnginePaths paths, string address, CancellationToken cancel) =>
        Make(paths, fetched => fetched.Fetch(address, fetched.Keep, keepsGitDirectory: false, cancel));

    /// <summary>A file of it; null when there is none.</summary>
    public byte[]? Read(string path) => EngineException.Guard(() => At.ReadInRoot(Directory, path, MostBytes));

    public void Dispose()
    {
        _directory.Remove();
        _directory.Dispose();
    }

    private static bool IsGit(string address)
    {
        try
        {
            return GitContext.Is(address);
        }
        catch (CopyException wrong)
        {
            throw new EngineException(EngineFault.InvalidArgument, $"unable to prepare context: {wrong.Message}");
        }
    }

    private static Task<FetchedContext> Make(EnginePaths paths, Func<FetchedContext, Task> fetch) =>
        EngineException.Guard(async () =>
    {
        var fetched = new FetchedContext(BuildDirectory.Make(paths));
        try
        {
            await fetch(fetched).ConfigureAwait(false);
            return fetched;
        }
        catch
        {
            fetched.Dispose();
            throw;
        }
    });

    private void Clone(string address, bool keepsGitDirectory, CancellationToken cancel)
    {
        try
        {
            if (GitContext.Checkout(address, Directory, keepsGitDirectory, cancel) is not { } part)
                return;
            Directory = TreePath.Resolve(Directory, part) is { } inside && System.IO.Directory.Exists(inside)
                ? inside
                : throw new CopyException($"{address} has no directory {part}");
        }
        catch (CopyException wrong)
        {
            throw new EngineException(EngineFault.Unavailable, $"unable to prepare context: {wrong.Message}");
        }
    }

    private async Task Fetch(string address, Action<Stream> take, bool keepsGitDirectory, CancellationToken cancel)
    {
        if (IsGit(address))
        {
            Clone(address, keepsGitDirectory, cancel);
            return;
        }

        using Stream source = await ImageEngine.Fetch(address, cancel).ConfigureAwait(false);
        take(source);
    }

    private void Keep(Stream source)
    {
        using FileStream file = File.Create(Path.Combine(Directory, "context"));
        source.CopyTo(file);
    }

    private void Unpack(Stream source)
    {
        if (!ArchiveStream.Is(source, out Stream whole))
        {
            Dockerfile = ReadText(whole);
            return;
        }

        using Stream plain = ArchiveStream.Open(whole);
        using FileTree files = FileTree.Own();
        files.Unpack(Directory, plain, owners: true);
    }

    // It may go on for ever: `husk build - < /dev/zero`.
    private static byte[] ReadText(Stream source)
    {
        var text = new byte[MostBytes + 1];
        int length = source.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return length <= MostBytes ? text[..length]
            : throw new EngineException(EngineFault.InvalidArgument,
                $"the build context is no archive, and too long for a Dockerfile: more than {MostBytes >> 20} MiB");
    }
}
