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
            await Pull(call, name.WithDefaultTag(), platform, call.Streams.Out, call.Streams.OutIsTerminal,
                call.Flags.Bool("quiet")).ConfigureAwait(false);
            call.Streams.Out.Write($"{name.WithDefaultTag()}\n");
            return 0;
        }
        if (name.Tag is not null || name.Digest is not null)
            throw new EngineException(EngineFault.InvalidArgument, "tag can't be used with --all-tags/-a");
        bool quiet = call.Flags.Bool("quiet"), isNew = false;
        foreach (string tag in await call.Images.Tags(name, call.Cancel).ConfigureAwait(false))
        {
            PullOutcome outcome = await Fetch(
                call, name.WithTag(tag), platform, call.Streams.Out, call.Streams.OutIsTerminal, quiet)
                .ConfigureAwait(false);
            isNew |= outcome.IsNew;
        }
        if (!quiet)
            WriteStatus(call.Streams.Out, isNew, name);
        call.Streams.Out.Write($"{name}\n");
        return 0;
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
        PullOutcome outcome = await Fetch(call, name, platform, to, isTerminal, quiet).ConfigureAwait(false);
        if (quiet)
            return;
        WriteStatus(to, outcome.IsNew, name);
        if (!outcome.IsOfPlatform)
            to.Write($"WARNING: image with reference {name.Familiar} was found but does not provide the specified platform ({platform})\n");
    }

    private static async Task<PullOutcome> Fetch(
        Invocation call, Reference name, Platform? platform, TextWriter to, bool isTerminal, bool quiet)
    {
        string heading = $"{name.Tag ?? name.Digest!.ToString()}: Pulling from {name.Path}";
        using var display = new LayerDisplay(to, isTerminal ? call.Streams.Width : null, heading);
        PullOutcome outcome = await call.Images.Pull(name, platform, quiet ? null : display, call.Cancel)
            .ConfigureAwait(false);
        if (!quiet)
        {
            display.Complete();
            to.Write($"Digest: {outcome.Digest}\n");
        }
        return outcome;
    }

    private static void WriteStatus(TextWriter to, bool isNew, Reference name) =>
        to.Write($"Status: {(isNew ? "Downloaded newer image for" : "Image is up to date for")} {name.Familiar}\n");
}
