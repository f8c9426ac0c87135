// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.EndToEnd.Parity;

/// <summary>docs/docker-differences.md against the transcripts.</summary>
public sealed partial class DifferencesTests
{
    [Fact]
    public void Each_difference_is_documented_and_is_one()
    {
        Step[] different = [.. Transcript.Files.SelectMany(Transcript.Read).SelectMany(scenario => scenario.Steps)
            .Where(step => step.Difference is not null)];
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "docker-differences.md"));
        Assert.Equal(
            DocumentedKey().Matches(page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal),
            different.Select(step => step.Difference!).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(different.Where(step => step.Husk == step.Docker).Select(step => step.Command));
    }

    [Fact]
    public void Each_transcript_is_gone_through() => Assert.Equal(
        ["containers", "images", "run", "terminals"],
        Transcript.Files.Select(file => Path.GetFileNameWithoutExtension(file)));

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedKey();
}
