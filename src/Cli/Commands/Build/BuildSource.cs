// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Building;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Build;

/// <summary>The directory to build from and the Dockerfile, wherever they come from.</summary>
internal sealed class BuildSource : IDisposable
{
    private const string DefaultName = "Dockerfile";
    private const string IgnoreName = ".dockerignore";

    private readonly FetchedContext? _fetched;

    private BuildSource(string directory, FetchedContext? fetched) => (Directory, _fetched) = (directory, fetched);

    /// <summary>Absolute.</summary>
    public string Directory { get; }

    public required BuildFile Dockerfile { get; init; }

    /// <summary>The ignore file that holds; null for none.</summary>
    public BuildFile? IgnoreFile { get; private init; }

    /// <param name="call">The command.</param>
    /// <param name="context">A directory, <c>-</c>, or an address.</param>
    /// <param name="file">What <c>-f</c> says; null for nothing.</param>
    public static async Task<BuildSource> Open(Invocation call, string context, string? file)
    {
        if (context == "-" && file == "-")
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "invalid argument: can't use stdin for both build context and dockerfile");
        }
        var paths = new EnginePaths(call.Options.Root, call.Options.Run);
        if (context == "-")
        {
            using Stream input = Streams.In();
            return Of(FetchedContext.OfStream(paths, input), file);
        }

        return !System.IO.Directory.Exists(context) && FetchedContext.IsAddress(context)
            ? Of(await FetchedContext.OfAddress(paths, context, BuildRequestText.Arguments(call.Flags), call.Cancel)
                .ConfigureAwait(false), file)
            : OfDirectory(context, file);
    }

    public void Dispose() => _fetched?.Dispose();

    private static BuildSource Of(FetchedContext fetched, string? file)
    {
        try
        {
            if (fetched.Dockerfile is { } all)
                return new BuildSource(fetched.Directory, fetched) { Dockerfile = new BuildFile(DefaultName, all) };
            BuildFile dockerfile = file == "-"
                ? OfInput()
                : Read(fetched, file ?? DefaultName) ?? throw Missing(file ?? DefaultName);
            return new BuildSource(fetched.Directory, fetched)
            {
                Dockerfile = dockerfile,
                IgnoreFile = (file == "-" ? null : Read(fetched, (file ?? DefaultName) + IgnoreName))
                    ?? Read(fetched, IgnoreName),
            };
        }
        catch
        {
            fetched.Dispose();
            throw;
        }
    }

    private static BuildSource OfDirectory(string context, string? file)
    {
        string directory = Path.GetFullPath(context);
        if (!System.IO.Directory.Exists(directory))
        {
            throw new EngineException(EngineFault.NotFound, File.Exists(directory)
                ? $"unable to prepare context: path \"{context}\" is not a directory"
                : $"unable to prepare context: path \"{context}\" not found");
        }

        BuildFile? beside = Existing(Path.Combine(directory, IgnoreName));
        if (file == "-")
            return new BuildSource(directory, null) { Dockerfile = OfInput(), IgnoreFile = beside };
        string path = Path.GetFullPath(file ?? Named(directory));
        return new BuildSource(directory, null)
        {
            Dockerfile = Existing(path) ?? throw Missing(file ?? DefaultName),
            IgnoreFile = Existing(path + IgnoreName) ?? beside,
        };
    }

    private static BuildFile OfInput()
    {
        using Stream input = Streams.In();
        var bytes = new MemoryStream();
        input.CopyTo(bytes);
        return new BuildFile(DefaultName, bytes.ToArray());
    }

    // Docker takes the name in small letters too, where there is no other.
    private static string Named(string directory)
    {
        string usual = Path.Combine(directory, DefaultName), small = Path.Combine(directory, "dockerfile");
        return !File.Exists(usual) && File.Exists(small) ? small : usual;
    }

    private static BuildFile? Existing(string path) =>
        File.Exists(path) ? new BuildFile(Path.GetFileName(path), File.ReadAllBytes(path)) : null;

    private static BuildFile? Read(FetchedContext fetched, string path) =>
        fetched.Read(path) is { } content ? new BuildFile(Path.GetFileName(path), content) : null;

    private static EngineException Missing(string file) =>
        new(EngineFault.NotFound,
            $"failed to build: failed to solve: failed to read dockerfile: open {file}: no such file or directory");
}
