// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Linq;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining;

/// <summary>Where files come from, as text.</summary>
internal static class FileText
{
    public static string Of(ExplainedContainer container)
    {
        var lines = new Lines();
        foreach (ExplainedFile file in container.Files)
        {
            lines.Line(0, "", file.Path + (file.Resolved != file.Path ? $" (which is {file.Resolved})" : ""));
            lines.Line(2, "", file.Origin);
            if (file.Digest.Length > 0)
                lines.Line(2, "", file.Digest);
            if (file.CreatedBy.Length > 0 && file.Digest.Length > 0)
                lines.Line(2, "", $"made by: {file.CreatedBy}");
            // What husk mounts on is of no layer.
            string[] hidden = [.. file.Hidden.Where(number => number > 0)
                .Select(number => number.ToString(CultureInfo.InvariantCulture))];
            if (hidden.Length > 0)
                lines.Line(2, "", $"also in layer {string.Join(", ", hidden)}, below it");
        }

        return lines.ToString();
    }
}
