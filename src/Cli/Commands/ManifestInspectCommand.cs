// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Oci;

namespace Husk.Cli.Commands;

internal static class ManifestInspectCommand
{
    public static readonly Command Row =
        new(["manifest inspect"], "MANIFEST", "Display an image manifest, or manifest list, as it is at the registry")
        {
            Count = (1, 1),
            Flags =
        [
            new("insecure", '\0', FlagKind.Bool,
                "Accepted for docker's sake: registries.json says which registries are not verified"),
            new("verbose", 'v', FlagKind.Bool, "Tell digest and media type first"),
        ],
            Run = Run,
        };

    private static async Task<int> Run(Invocation call)
    {
        (byte[] content, string mediaType, Digest digest) =
            await call.Images.RemoteManifest(Reference.Parse(call.Arguments[0]), call.Cancel).ConfigureAwait(false);
        if (call.Flags.Bool("verbose"))
            call.Streams.Error.Write($"{digest} {mediaType}\n");
        string text = Encoding.UTF8.GetString(content);
        call.Streams.Out.Write(text.EndsWith('\n') ? text : text + "\n");
        return 0;
    }
}
