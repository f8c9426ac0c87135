// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci;

namespace Husk.Cli.Commands;

internal static class ImagesCommand
{
    private const string None = "<none>";

    public static readonly Command Row = new(["image ls", "image list", "images"], "[REPOSITORY[:TAG]]", "List images")
    {
        Count = (0, 1),
        Flags =
        [
            new("all", 'a', FlagKind.Bool, "Accepted for docker's sake: there are no intermediate images"),
            new("digests", '\0', FlagKind.Bool, "Show digests"),
            new("filter", 'f', FlagKind.List,
                "Filter output based on conditions provided: dangling=BOOL, label=KEY[=VALUE], before=IMAGE, since=IMAGE, until=TIME, reference=PATTERN", "filter"),
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("no-trunc", '\0', FlagKind.Bool, "Don't truncate output"),
            new("quiet", 'q', FlagKind.Bool, "Only show image IDs"),
            new("tree", '\0', FlagKind.Bool, "List multi-platform images as a tree (EXPERIMENTAL)"),
        ],
        Run = Run,
    };

    // docker/cli, formatter/image.go.
    private static readonly ListFormat Formats = new("imagesFormat",
        """
        repository: {{.Repository}}
        tag: {{.Tag}}
        image_id: {{.ID}}
        created_at: {{.CreatedAt}}
        virtual_size: {{.Size}}

        """, "image_id: {{.ID}}");

    /// <summary>The same with --digests.</summary>
    public static readonly ListFormat WithDigests =
        Formats with { Raw = Formats.Raw.Replace("image_id", "digest: {{.Digest}}\nimage_id", StringComparison.Ordinal) };

    private static Task<int> Run(Invocation call)
    {
        List<string> conditions = [.. call.Flags.List("filter")];
        if (call.Argument(0) is { } pattern)
            conditions.Add("reference=" + pattern);
        var filter = ImageFilter.Parse(conditions, ImageFilter.OfList, call.Images);
        LocalImage[] images =
            [.. call.Images.All().Where(filter.Takes).OrderByDescending(image => Human.Time(image.Config.Created))];
        if (call.Flags.Bool("tree"))
        {
            WriteTree(call, images);
            return Task.FromResult(0);
        }
        IEnumerable<JsonObject> rows = images.SelectMany(image => Rows(call, image, filter));
        bool digests = call.Flags.Bool("digests");
        string? format = (digests ? WithDigests : Formats).Of(call);
        if (call.Flags.Bool("quiet") && format is null)
        {
            foreach (string id in rows.Select(row => (string)row["ID"]!))
                call.Streams.Out.Write(id + "\n");
            return Task.FromResult(0);
        }
        Listing.Write(call.Streams.Out, format, Columns(digests), rows);
        return Task.FromResult(0);
    }

    private static void WriteTree(Invocation call, LocalImage[] images)
    {
        foreach (string other in (string[])["quiet", "no-trunc", "digests", "format"])
        {
            if (call.Flags.IsGiven(other))
                throw new EngineException(EngineFault.InvalidArgument, $"--{other} is not yet supported with --tree");
        }
        HashSet<string> used = [.. call.Containers.ImageUsers().Select(user => user.Image)];
        ImageTree.Write(call.Streams.Out, images.Select(image => (image, call.Images.Platforms(image))), used);
    }

    /// <summary>What `system df -v` shows: each image once, by the first of its names.</summary>
    public static IEnumerable<JsonObject> UsageRows(
        Invocation call, IReadOnlyList<ImageUser> users, bool whole)
    {
        IReadOnlyDictionary<Digest, long> shared = call.Images.SharedSizes();
        var every = ImageFilter.Parse([], [], call.Images);
        foreach (LocalImage image in call.Images.All())
        {
            JsonObject row = Rows(call, image, every).First();
            if (whole)
                row["ID"] = image.Id.ToString();
            row["SharedSize"] = Human.Size(shared[image.Root.Digest], 4);
            row["UniqueSize"] = Human.Size(call.Images.SizeOf(image) - shared[image.Root.Digest], 4);
            row["Containers"] = users.Count(user => user.Image == image.Id.ToString())
                .ToString(CultureInfo.InvariantCulture);
            yield return row;
        }
    }

    private static Column[] Columns(bool digests) =>
    [
        new("Repository", "REPOSITORY"),
        new("Tag", "TAG"),
        new("Digest", "DIGEST", digests),
        new("ID", "IMAGE ID"),
        new("CreatedSince", "CREATED"),
        new("CreatedAt", "CREATED AT", Shown: false),
        new("Size", "SIZE"),
        new("VirtualSize", "SIZE", Shown: false),
        new("SharedSize", "SHARED SIZE", Shown: false),
        new("UniqueSize", "UNIQUE SIZE", Shown: false),
        new("Containers", "CONTAINERS", Shown: false),
    ];

    /// <summary>A row for each name; one without a name, for an image that lost its own.</summary>
    private static IEnumerable<JsonObject> Rows(Invocation call, LocalImage image, ImageFilter filter)
    {
        Reference[] names = [.. image.Names.Where(filter.TakesName)];
        if (image.Names.Count == 0)
            yield return RowOf(call, image, None, None, None);
        foreach (Reference name in names.OrderBy(name => name.ToString(), StringComparer.Ordinal))
            yield return RowOf(call, image, name.FamiliarRepository, name.Tag ?? None, image.Root.Digest.ToString());
    }

    private static JsonObject RowOf(Invocation call, LocalImage image, string repository, string tag, string digest)
    {
        DateTimeOffset? created = Human.Time(image.Config.Created);
        long bytes = call.Images.SizeOf(image);
        return new JsonObject
        {
            ["Containers"] = "N/A",
            ["CreatedAt"] = created is { } at ? Human.At(at) : "N/A",
            ["CreatedSince"] = created is { } then ? Human.Ago(then) : "N/A",
            ["Digest"] = digest,
            ["ID"] = call.Flags.Bool("no-trunc") ? image.Id.ToString() : image.Id.Short,
            ["Repository"] = repository,
            ["SharedSize"] = "N/A",
            ["Size"] = Human.Size(bytes),
            ["Tag"] = tag,
            ["UniqueSize"] = "N/A",
            ["VirtualSize"] = Human.Size(bytes, 4),
        };
    }
}
