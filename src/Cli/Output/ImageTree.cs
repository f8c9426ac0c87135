// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Engine.Images;
using Husk.Oci;

namespace Husk.Cli.Output;

/// <summary><c>images --tree</c>: each image with its names, and below it the platforms that its index lists.</summary>
internal static class ImageTree
{
    /// <param name="to">Where it goes.</param>
    /// <param name="images">In order, each with what it is on its platforms.</param>
    /// <param name="used">The IDs of images that containers were made of.</param>
    public static void Write(
        TextWriter to,
        IEnumerable<(LocalImage Image, IReadOnlyList<PlatformImage> Platforms)> images,
        IReadOnlySet<string> used)
    {
        // As docker's, which may change it too.
        to.Write("WARNING: This is an experimental feature. The output may change and shouldn't be depended on.\n");
        var table = new Table();
        table.Add("IMAGE", "ID", "DISK USAGE", "CONTENT SIZE", "USED");
        foreach ((int place, (LocalImage image, IReadOnlyList<PlatformImage> platforms)) in images.Index())
        {
            if (place > 0)
                table.Add("");
            string[] names = [.. image.RepoTags.DefaultIfEmpty("<untagged>")];
            foreach (string name in names[..^1])
                table.Add(name);
            bool isUsed = platforms.Any(one => IsUsed(one, used));
            long content = platforms.Sum(one => one.ContentSize);
            long unpacked = platforms.Sum(one => one.UnpackedSize);
            table.Add([names[^1], .. Cells(image.Root.Digest, content, unpacked, isUsed)]);
            foreach ((int at, PlatformImage one) in platforms.Index())
            {
                string branch = at == platforms.Count - 1 ? "└─ " : "├─ ";
                string[] cells = Cells(one.Digest, one.ContentSize, one.UnpackedSize, IsUsed(one, used));
                table.Add([branch + one.Platform, .. cells]);
            }
        }
        table.Write(to);
    }

    private static bool IsUsed(PlatformImage one, IReadOnlySet<string> used) =>
        one.Id is { } id && used.Contains(id.ToString());

    private static string[] Cells(Digest id, long content, long unpacked, bool isUsed) =>
        [id.Short, Human.Size(content + unpacked), Human.Size(content), isUsed ? "✔" : ""];
}
