// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Volumes;
using Husk.Cli.Output;
using Husk.Cli.Templates;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

/// <summary>`inspect` of anything, of containers only, and of images only.</summary>
internal static class InspectCommand
{
    private static readonly Flag Format = new("format", 'f', FlagKind.String, Names.InspectFormatHelp);
    private static readonly Flag Size =
        new("size", 's', FlagKind.Bool, "Display total file sizes if the type is container");

    public static readonly Command ContainerRow =
        new(["container inspect"], "CONTAINER [CONTAINER...]", "Display detailed information on one or more containers")
        {
            Count = (1, int.MaxValue),
            Flags = [Format, Size],
            Run = static call => Run(call, name => Container(call, name), "No such container: "),
        };

    public static readonly Command ImageRow =
        new(["image inspect"], "IMAGE [IMAGE...]", "Display detailed information on one or more images")
        {
            Count = (1, int.MaxValue),
            Flags = [
            Format, new("platform", '\0', FlagKind.String, "Inspect the image for this platform: os/arch[/variant]")],
            Run = Images,
        };

    public static readonly Command Row =
        new(["inspect"], "NAME|ID [NAME|ID...]", "Return low-level information on objects")
        {
            Count = (1, int.MaxValue),
            Flags = [Format, Size, new("type", '\0', FlagKind.String, "Only inspect objects of the given type")],
            Run = static call => call.Flags.String("type") switch
            {
                null or "" =>
                    Run(call, name => Container(call, name) ?? Unsized(call, Image(call, name), "image")
                        ?? Unsized(call, Network(call, name), "network")
                        ?? Unsized(call, Volume(call, name), "volume"), "No such object: "),
                "container" => Run(call, name => Container(call, name), "No such container: "),
                "image" => Images(call),
                "network" => Run(call, name => Unsized(call, Network(call, name), "network"),
                    name => $"network {name} not found"),
                "volume" => Run(call, name => Unsized(call, Volume(call, name), "volume"),
                    name => $"get {name}: no such volume"),
                { } type =>
                    throw new EngineException(EngineFault.InvalidArgument, $"\"{type}\" is not a valid value for --type"),
            },
        };

    private static Task<int> Run(Invocation call, Func<string, Inspected?> find, string missing) =>
        Run(call, find, name => missing + name);

    private static Task<int> Images(Invocation call) =>
        Run(call, name => Unsized(call, Image(call, name), "image"), name => ImageEngine.NotThere(name).Message);

    private static Task<int> Run(Invocation call, Func<string, Inspected?> find, Func<string, string> missing) =>
        Task.FromResult(Inspection.Write(call.Streams, call.Flags.String("format"), call.Arguments, find, missing));

    /// <summary>Of what is no container nobody counts it; docker says so of each.</summary>
    private static Inspected? Unsized(Invocation call, Inspected? found, string type)
    {
        if (found is not null && call.Flags.Bool("size"))
            call.Streams.Error.Write($"WARNING: --size ignored for {type}\n");
        return found;
    }

    private static Inspected? Container(Invocation call, string name) =>
        Inspected.Of(call.Containers.Inspect(name, call.Flags.Bool("size")), GoTypes.Container);

    // Who only looks makes no store.
    private static Inspected? Network(Invocation call, string name) =>
        Directory.Exists(call.Options.Root)
            ? Inspected.Of(call.Networks.TryInspect(name), GoTypes.Network)
            : null;

    private static Inspected? Volume(Invocation call, string name) =>
        call.Containers.TryFindVolume(name) is { } volume
            ? new Inspected(VolumeDocument.Of(call.Containers, volume), GoTypes.Volume)
            : null;

    private static Inspected? Image(Invocation call, string name)
    {
        Platform? platform = Names.Platform(call.Flags.String("platform"));
        return call.Images.TryFind(name, platform) is { } image
            ? new Inspected(call.Images.Inspect(image), GoTypes.Image)
            : null;
    }
}
