// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

internal static class PullCommand
{
    public static readonly Command Row =
        new(["image pull", "pull"], "NAME[:TAG|@DIGEST]", "Download an image from a registry")
        {
            Count = (1, 1),
            Flags =
        [
            new("all-tags", 'a', FlagKind.Bool, "Download all tagged images in the repository"),
            new("disable-content-trust", '\0', FlagKind.Bool, "Accepted for docker's sake: nothing is signed"),
            new("platform", '\0', FlagKind.String, "Take the image for this platform: os/arch[/variant]"),
            new("quiet", 'q', FlagKind.Bool, "Suppress verbose output"),
        ],
            Run = Run,
        };

    private static async Task<int> Run(Invocation call)
    {
        Reference name = Reference.Parse(call.Arguments[0]);
        Platform? platform = Names.Platform(call.Flags.String("platform"));
        if (!call.Flags.Bool("all-tags"))
        {
            bool unnamed = name.Tag is null && name.Digest is null;
            if (unnamed && !call.Flags.Bool("quiet"))
                call.Streams.Out.Write("Using default tag: latest\n");
            await Pull(call, name.WithDefaultTag(), platform).ConfigureAwait(false);
            return 0;
        }
        if (name.Tag is not null || name.Digest is not null)
            throw new EngineException(EngineFault.InvalidArgument, "tag can't be used with --all-tags/-a");
        foreach (string tag in await call.Images.Tags(name, call.Cancel).ConfigureAwait(false))
            await Pull(call, name.WithTag(tag), platform).ConfigureAwait(false);
        return 0;
    }

    private static async Task Pull(Invocation call, Reference name, Platform? platform)
    {
        await Pull(call, name, platform, call.Streams.Out, call.Streams.OutIsTerminal, call.Flags.Bool("quiet"))
            .ConfigureAwait(false);
        call.Streams.Out.Write($"{name}\n");
    }

    /// <summary>Pulls, and tells of it.</summary>
    /// <param name="call">The command.</param>
    /// <param name="name">What to pull.</param>
    /// <param name="platform">For which machine; null for this one.</param>
    /// <param name="to">Who is told.</param>
    /// <param name="isTerminal">Whether lines there can be written over.</param>
    /// <param name="quiet">Whether nothing is told.</param>
    public static async Task Pull(
        Invocation call, Reference name, Platform? platform, TextWriter to, bool isTerminal, bool quiet)
    {
        PullOutcome outcome;
        string heading = $"{name.Tag ?? name.Digest!.ToString()}: Pulling from {name.Path}";
        using (var display = new LayerDisplay(to, isTerminal ? call.Streams.Width : null, heading))
        {
            outcome = await call.Images.Pull(name, platform, quiet ? null : display, call.Cancel).ConfigureAwait(false);
            if (quiet)
                return;
            display.Complete();
        }
        to.Write($"Digest: {outcome.Digest}\n");
        string status = outcome.IsNew ? "Downloaded newer image for" : "Image is up to date for";
        to.Write($"Status: {status} {name.Familiar}\n");
    }
}
