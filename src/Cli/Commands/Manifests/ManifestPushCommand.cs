// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Oci;

namespace Husk.Cli.Commands.Manifests;

internal static class ManifestPushCommand
{
    public static readonly Command Row =
        new(["manifest push"], "MANIFEST_LIST", "Push a manifest list to a repository")
        {
            Count = (1, 1),
            Flags =
        [
            ManifestName.Insecure,
            new("purge", 'p', FlagKind.Bool, "Remove the local manifest list after push"),
        ],
            Run = Run,
        };

    private static async Task<int> Run(Invocation call)
    {
        Digest digest = await call.Images.PushManifestList(
            ManifestName.Of(call.Arguments[0]), call.Flags.Bool("purge"), call.Flags.Bool("insecure"),
            sent => call.Streams.Out.Write($"Pushed ref {sent} with digest: {sent.Digest}\n"),
            call.Cancel).ConfigureAwait(false);
        call.Streams.Out.Write($"{digest}\n");
        return 0;
    }
}
