// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Oci;

namespace Husk.Cli.Commands.Manifests;

internal static class ManifestCreateCommand
{
    public static readonly Command Row =
        new(["manifest create"], "MANIFEST_LIST MANIFEST [MANIFEST...]",
            "Create a local manifest list for annotating and pushing to a registry")
        {
            Count = (2, int.MaxValue),
            Flags =
        [
            new("amend", 'a', FlagKind.Bool, "Amend an existing manifest list"),
            ManifestName.Insecure,
        ],
            Run = Run,
        };

    private static async Task<int> Run(Invocation call)
    {
        Reference list = ManifestName.Of(call.Arguments[0], $"error parsing name for manifest list {call.Arguments[0]}");
        Reference[] manifests = [.. call.Arguments[1..].Select(name => ManifestName.Of(name))];
        await call.Images.CreateManifestList(
            list, manifests, call.Flags.Bool("amend"), call.Flags.Bool("insecure"), call.Cancel).ConfigureAwait(false);
        call.Streams.Out.Write($"Created manifest list {list}\n");
        return 0;
    }
}
