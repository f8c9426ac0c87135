// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

internal static class PushCommand
{
    public static readonly Command Row = new(["image push", "push"], "NAME[:TAG]", "Upload an image to a registry")
    {
        Count = (1, 1),
        Flags =
        [
            new("all-tags", 'a', FlagKind.Bool, "Push all tags of an image to the repository"),
            new("disable-content-trust", '\0', FlagKind.Bool, "Accepted for docker's sake: nothing is signed"),
            new("platform", '\0', FlagKind.String,
                "Push only the manifest for this platform, and no index: os/arch[/variant]"),
            new("quiet", 'q', FlagKind.Bool, "Suppress verbose output"),
        ],
        Run = Run,
    };

    private static async Task<int> Run(Invocation call)
    {
        Reference name = Reference.Parse(call.Arguments[0]);
        bool quiet = call.Flags.Bool("quiet");
        if (name.Digest is not null)
            throw new EngineException(EngineFault.InvalidArgument, "cannot push a digest reference");
        bool all = call.Flags.Bool("all-tags");
        if (all && name.Tag is not null)
            throw new EngineException(EngineFault.InvalidArgument, "tag can't be used with --all-tags/-a");
        if (!all && name.Tag is null && !quiet)
            call.Streams.Out.Write("Using default tag: latest\n");
        if (!quiet)
            call.Streams.Out.Write($"The push refers to repository [{name.Repository}]\n");
        foreach (Reference tagged in all ? call.Images.LocalTags(name) : [name.WithDefaultTag()])
            await Push(call, tagged, quiet).ConfigureAwait(false);
        if (quiet)
            call.Streams.Out.Write($"{(all ? name : name.WithDefaultTag())}\n");
        return 0;
    }

    private static async Task Push(Invocation call, Reference name, bool quiet)
    {
        Platform? platform = Names.Platform(call.Flags.String("platform"));
        Descriptor pushed;
        using (var display = new LayerDisplay(call.Streams.Out, call.Streams.OutIsTerminal ? call.Streams.Width : null))
            pushed = await call.Images.Push(name, platform, quiet ? null : display, call.Cancel).ConfigureAwait(false);
        if (!quiet)
            call.Streams.Out.Write($"{name.Tag}: digest: {pushed.Digest} size: {pushed.Size}\n");
    }
}
