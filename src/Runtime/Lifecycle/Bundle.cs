// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// A directory with a config.json and a root filesystem (runtime-spec bundle.md), read and found valid.
/// </summary>
/// <param name="Directory">Its absolute path.</param>
/// <param name="ConfigJson">The bytes of config.json, as they are kept with the container's state.</param>
/// <param name="Spec">What they say.</param>
/// <param name="Rootfs">Absolute path of the root filesystem.</param>
internal sealed record Bundle(string Directory, byte[] ConfigJson, RuntimeSpec Spec, string Rootfs)
{
    private const string Config = "config.json";

    /// <param name="directory">Absolute.</param>
    /// <param name="config">Absolute path of the configuration; null for the bundle's own.</param>
    /// <param name="log">Is told of what is passed over.</param>
    /// <exception cref="SpecException">The configuration is missing, broken, or breaks a rule.</exception>
    /// <exception cref="LifecycleException">There is no such directory, or no root filesystem in it.</exception>
    public static Bundle Load(string directory, string? config, ILog log)
    {
        if (At.ReadAllIfThere(BorrowedFd.Cwd, config ?? directory + "/" + Config) is not { } json)
        {
            throw Missing(directory, config);
        }

        RuntimeSpec spec = OwnIdMaps.Complete(RuntimeSpecJson.Parse(json, config ?? Config));
        spec = SeccompReceiver.Expand(IdMapOption.Expand(spec));
        foreach (string warning in SpecValidation.Check(spec))
        {
            log.Warn(warning);
        }

        string rootfs = Path.Combine(directory, spec.Root?.Path ?? "");
        CheckRootfs(rootfs);
        return new Bundle(directory, json, spec, rootfs);
    }

    private static LifecycleException Missing(string directory, string? config) => new(
        !At.Exists(BorrowedFd.Cwd, directory) ? $"bundle {directory}: no such directory"
        : config is not null ? $"--config {config}: no such file"
        : $"JSON specification file {Config} not found in {directory}: `husk-oci spec` makes one");

    /// <summary>A symlink could lead elsewhere by the time it is used (opencontainers/runc, validator.go).</summary>
    private static void CheckRootfs(string rootfs)
    {
        FileStatus status = At.LinkStatIfThere(BorrowedFd.Cwd, rootfs.TrimEnd('/'))
            ?? throw new LifecycleException($"root.path: rootfs {rootfs} does not exist");
        if (status.Type == FileType.Symlink)
        {
            throw new LifecycleException($"root.path: rootfs {rootfs} is a symlink: name the directory it leads to");
        }

        if (status.Type != FileType.Directory)
        {
            throw new LifecycleException($"root.path: rootfs {rootfs} is not a directory");
        }
    }
}
