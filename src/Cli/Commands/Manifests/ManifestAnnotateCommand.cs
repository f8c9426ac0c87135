// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Images.Lists;
using Husk.Oci;

namespace Husk.Cli.Commands.Manifests;

internal static class ManifestAnnotateCommand
{
    public static readonly Command Row =
        new(["manifest annotate"], "MANIFEST_LIST MANIFEST", "Add additional information to a local image manifest")
        {
            Count = (2, 2),
            Flags =
        [
            new("arch", '\0', FlagKind.String, "Set architecture"),
            new("os", '\0', FlagKind.String, "Set operating system"),
            Flag.Strings("os-features", "Set operating system feature"),
            new("os-version", '\0', FlagKind.String, "Set operating system version"),
            new("variant", '\0', FlagKind.String, "Set architecture variant"),
        ],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        FlagValues flags = call.Flags;
        Reference list =
            ManifestName.Of(call.Arguments[0], $"annotate: error parsing name for manifest list {call.Arguments[0]}");
        Reference manifest =
            ManifestName.Of(call.Arguments[1], $"annotate: error parsing name for manifest {call.Arguments[1]}");
        call.Images.AnnotateManifest(list, manifest, new PlatformChange(
            flags.String("os") ?? "", flags.String("arch") ?? "", flags.String("variant") ?? "",
            flags.String("os-version") ?? "", [.. flags.Strings("os-features")]));
        return Task.FromResult(0);
    }
}
