// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>Keep a Changelog 1.1.0: Unreleased first, then versions with dates, and only its six kinds of
/// change.</summary>
internal static partial class Changelog
{
    private const string Page = "CHANGELOG.md";

    private static readonly string[] Kinds =
        ["### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security"];

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        string[] lines = tree.Lines(Page);
        string[] releases = [.. lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal))];
        if (releases.FirstOrDefault() != "## [Unreleased]")
        {
            yield return $"{Page}: the first release is not `## [Unreleased]`";
        }

        foreach (string release in releases.Skip(1).Where(release => !Version().IsMatch(release)))
        {
            yield return $"{Page}: `{release}` is not `## [VERSION] - YYYY-MM-DD`";
        }

        foreach (string kind in lines.Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Except(Kinds))
        {
            yield return $"{Page}: `{kind}` is no kind of change";
        }
    }

    [GeneratedRegex(@"^## \[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$")]
    private static partial Regex Version();
}
