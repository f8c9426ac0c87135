// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;

namespace Husk.Cli.Commands.Build;

/// <summary>The directory to build from and the Dockerfile, wherever they come from.</summary>
internal sealed class BuildSource : IDisposable
{
    private const string DefaultName = "Dockerfile";

    private readonly string? _temporary;

    private BuildSource(string directory, string? temporary) => (Directory, _temporary) = (directory, temporary);

    /// <summary>Absolute.</summary>
    public string Directory { get; }

    /// <summary>As messages show it.</summary>
    public string FileName { get; private init; } = DefaultName;

    public byte[] Dockerfile { get; private init; } = [];

    /// <summary>The ignore file that holds; null for none.</summary>
    public string? IgnoreFile { get; private init; }

    /// <param name="call">The command.</param>
    /// <param name="context">A directory, <c>-</c>, or an address.</param>
    /// <param name="file">What <c>-f</c> says; null for nothing.</param>
    public static async Task<BuildSource> Open(Invocation call, string context, string? file)
    {
        if (context == "-" && file == "-")
            throw new EngineException(EngineFault.InvalidArgument, "invalid argument: can't use stdin for both build context and dockerfile");
        if (context != "-" && !IsAddress(context))
            return OfDirectory(context, file);
        string temporary = System.IO.Directory.CreateTempSubdirectory("husk-build-").FullName;
        try
        {
            byte[]? dockerfile = await BuildContextText.Fetch(call, context, temporary).ConfigureAwait(false);
            if (dockerfile is not null)
                return new BuildSource(temporary, temporary) { Dockerfile = dockerfile };
            string below = BuildContextText.Subdirectory(context) is { Length: > 0 } part ? Path.Combine(temporary, part) : temporary;
            BuildSource found = OfDirectory(below, file is null or "-" ? file : Path.Combine(below, file));
            return new BuildSource(found.Directory, temporary) { FileName = found.FileName, Dockerfile = found.Dockerfile, IgnoreFile = found.IgnoreFile };
        }
        catch
        {
            System.IO.Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        if (_temporary is not null && System.IO.Directory.Exists(_temporary))
            System.IO.Directory.Delete(_temporary, recursive: true);
    }

    private static bool IsAddress(string context) => BuildContextText.IsAddress(context) && !System.IO.Directory.Exists(context);

    private static BuildSource OfDirectory(string context, string? file)
    {
        string directory = Path.GetFullPath(context);
        if (!System.IO.Directory.Exists(directory))
        {
            throw new EngineException(EngineFault.NotFound, File.Exists(directory)
                ? $"unable to prepare context: path \"{context}\" is not a directory"
                : $"unable to prepare context: path \"{context}\" not found");
        }

        string? beside = Existing(Path.Combine(directory, ".dockerignore"));
        if (file == "-")
        {
            using Stream input = Streams.In();
            return new BuildSource(directory, null) { Dockerfile = ReadAll(input), IgnoreFile = beside };
        }

        string path = Path.GetFullPath(file ?? Named(directory));
        using Stream content = OpenFile(path, file ?? DefaultName);
        return new BuildSource(directory, null)
        {
            FileName = Path.GetFileName(path),
            Dockerfile = ReadAll(content),
            IgnoreFile = Existing(path + ".dockerignore") ?? beside,
        };
    }

    // Docker takes the name in small letters too, where there is no other.
    private static string Named(string directory)
    {
        string usual = Path.Combine(directory, DefaultName), small = Path.Combine(directory, "dockerfile");
        return !File.Exists(usual) && File.Exists(small) ? small : usual;
    }

    private static FileStream OpenFile(string path, string shown)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(EngineFault.NotFound, $"failed to build: failed to solve: failed to read dockerfile: open {shown}: no such file or directory");
        }
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;

    private static byte[] ReadAll(Stream content)
    {
        var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }
}
