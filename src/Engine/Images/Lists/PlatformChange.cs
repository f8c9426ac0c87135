// SPDX-License-Identifier: Apache-2.0
using System.Collections.Frozen;
using System.Linq;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images.Lists;

/// <summary>What is to be said of the platform of a manifest; what is empty stays as it is.</summary>
public sealed record PlatformChange(string Os, string Architecture, string Variant, string OsVersion, string[] OsFeatures)
{
    // docker/cli, cli/command/manifest/util.go.
    private static readonly FrozenSet<(string Os, string Architecture)> Known = new[]
    {
        ("darwin", "386 amd64 arm arm64"),
        ("dragonfly", "amd64"),
        ("freebsd", "386 amd64 arm"),
        ("linux", "386 amd64 arm arm64 ppc64le mips64 mips64le riscv64 s390x"),
        ("netbsd", "386 amd64 arm"),
        ("openbsd", "386 amd64 arm"),
        ("plan9", "386 amd64"),
        ("solaris", "amd64"),
        ("windows", "386 amd64"),
    }.SelectMany(row => row.Item2.Split(' ').Select(architecture => (row.Item1, architecture))).ToFrozenSet();

    /// <exception cref="EngineException">There is no such platform (InvalidArgument).</exception>
    public Platform Of(Platform platform)
    {
        Platform changed = platform with
        {
            Os = Or(Os, platform.Os),
            Architecture = Or(Architecture, platform.Architecture),
            Variant = Or(Variant, platform.Variant),
            OsVersion = Or(OsVersion, platform.OsVersion),
            OsFeatures = [.. platform.OsFeatures.Union(OsFeatures)],
        };
        return Known.Contains((changed.Os, changed.Architecture)) ? changed
            : throw new EngineException(EngineFault.InvalidArgument,
                $"manifest entry for image has unsupported os/arch combination: {changed.Os}/{changed.Architecture}");
    }

    private static string Or(string given, string otherwise) => given.Length > 0 ? given : otherwise;
}
