// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Lifecycle;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Criu;

/// <summary>Where the images are and where CRIU works, both open as long as CRIU runs.</summary>
internal sealed class ImageDirectories : IDisposable
{
    /// <summary>Names the configuration of CRIU; empty for none (runc's name).</summary>
    public const string ConfigAnnotation = "org.criu.config";

    private const uint Mode = 0x1C0; // 0700: the memory of the processes is in it

    /// <summary>
    /// The first that is there counts: Husk's own, else what a host has for the runtime that it had before.
    /// </summary>
    private static readonly string[] Configs = ["/etc/criu/husk.conf", "/etc/criu/crun.conf", "/etc/criu/runc.conf"];

    private readonly CriuFlags _flags;
    private readonly OwnedFd? _work;

    private ImageDirectories(CriuFlags flags, OwnedFd images, OwnedFd? work) =>
        (_flags, Images, _work) = (flags, images, work);

    public OwnedFd Images { get; }

    /// <param name="flags">Their paths.</param>
    /// <param name="make">Whether the images' directory is made: at a dump.</param>
    public static ImageDirectories Open(CriuFlags flags, bool make)
    {
        if (make)
        {
            Make(flags.ImagePath);
        }

        if (flags.WorkPath is { } path)
        {
            Make(path);
        }

        OwnedFd images = At.OpenIfThere(BorrowedFd.Cwd, flags.ImagePath, O_RDONLY | O_DIRECTORY)
            ?? throw new LifecycleException($"--image-path {flags.ImagePath}: there is no such directory");
        return new ImageDirectories(
            flags, images, flags.WorkPath is null
                ? null
                : At.Open(BorrowedFd.Cwd, flags.WorkPath, O_RDONLY | O_DIRECTORY));
    }

    /// <summary>The options that every request begins with.</summary>
    public CriuOptions Options(string logFile, string root, RuntimeSpec spec)
    {
        var options = new CriuOptions(Images, logFile, root);
        options.Add(_flags);
        if (_work is not null)
        {
            options.WorkDirectory(_work);
        }

        // An empty annotation means no file at all; one that is not there CRIU passes over.
        string? config = spec.Annotations.TryGetValue(ConfigAnnotation, out string? given)
            ? given
            : Array.Find(Configs, file => At.Exists(BorrowedFd.Cwd, file));
        if (!string.IsNullOrEmpty(config))
        {
            options.ConfigFile(config);
        }

        return options;
    }

    public LifecycleException Explain(LifecycleException failure, string logFile) =>
        CriuProgram.Explain(failure, _work ?? Images, _work is null ? _flags.ImagePath : _flags.WorkPath!, logFile);

    public void Dispose()
    {
        Images.Dispose();
        _work?.Dispose();
    }

    private static void Make(string path)
    {
        for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            At.MkdirIfMissing(BorrowedFd.Cwd, path[..slash], Mode);
        }

        At.MkdirIfMissing(BorrowedFd.Cwd, path, Mode);
    }
}
