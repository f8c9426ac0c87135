// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

/// <summary>Programs for other processors than this machine's, which Linux runs where an emulator is registered for
/// them.</summary>
/// <remarks>Source: Linux, Documentation/admin-guide/binfmt-misc.rst.</remarks>
internal static class ForeignPrograms
{
    private const string Registered = "/proc/sys/fs/binfmt_misc";

    /// <exception cref="EngineException">They cannot run here.</exception>
    public static void Require(Platform platform)
    {
        if (platform.Os != Platform.Host.Os)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, $"cannot run programs of {platform} here: this is {Platform.Host}");
        }
        if (IsOwn(platform.Architecture) || HasEmulator(platform.Architecture))
            return;
        throw new EngineException(
            EngineFault.InvalidArgument,
            $"cannot run programs of {platform} on {Platform.Host}: no emulator is registered for them: install qemu-user-static, "
            + "or have a stage FROM --platform=$BUILDPLATFORM run what makes the files");
    }

    // Their kernels run both.
    private static bool IsOwn(string architecture) => architecture == Platform.Host.Architecture
        || (Platform.Host.Architecture, architecture) is ("amd64", "386") or ("arm64", "arm");

    private static bool HasEmulator(string architecture)
    {
        string name = architecture switch
        {
            "amd64" => "x86_64",
            "386" => "i386",
            "arm64" => "aarch64",
            "mips64le" => "mips64el",
            _ => architecture,
        };
        string file = $"{Registered}/qemu-{name}";
        return File.Exists(file) && File.ReadAllText(file).StartsWith("enabled", StringComparison.Ordinal);
    }
}
