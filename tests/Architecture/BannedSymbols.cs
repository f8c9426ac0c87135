// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>
/// The bans reach the projects they are for, each gives a reason, and each names something that exists: the analyzer
/// says nothing about a name that it cannot find.
/// </summary>
internal static partial class BannedSymbols
{
    private const string Props = "src/Directory.Build.props";

    /// <summary>The projects of husk-oci: what its command line is made of, and that. Found by following
    /// references.</summary>
    private const string Program = "Runtime.Cli";

    public static IEnumerable<string> Violations(SourceTree tree) =>
        Wiring(tree).Concat(Reach(tree)).Concat(Entries(tree));

    private static string[] Files(SourceTree tree) => [.. tree.Files.Where(path => BanFile().IsMatch(path))];

    private static IEnumerable<string> Wiring(SourceTree tree)
    {
        string props = tree.Read(Props);
        foreach (string file in Files(tree)
            .Where(file => !props.Contains(
                $"<AdditionalFiles Include=\"$(MSBuildThisFileDirectory)../{file}\"", StringComparison.Ordinal)))
        {
            yield return $"{Props}: {file} is not given to the analyzer";
        }

        if (!tree.Read("Directory.Build.props")
            .Contains("Include=\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"", StringComparison.Ordinal))
        {
            yield return "Directory.Build.props: the analyzer of banned symbols is not there";
        }

        if (!tree.Lines(".editorconfig").Contains("dotnet_diagnostic.RS0030.severity = error"))
        {
            yield return ".editorconfig: a banned symbol is not an error (RS0030)";
        }
    }

    private static IEnumerable<string> Reach(SourceTree tree)
    {
        Dictionary<string, ProjectFile> projects = ProjectFile.Under(tree, "src/")
            .ToDictionary(project => project.Name, StringComparer.Ordinal);
        var parts = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>([Program]);
        while (next.TryDequeue(out string? name))
        {
            if (parts.Add(name) && projects.TryGetValue(name, out ProjectFile? project))
            {
                project.References.ToList().ForEach(next.Enqueue);
            }
        }

        string props = tree.Read(Props);
        foreach (string name in parts.Except(Listed(props, "HuskBansSecondThread")))
        {
            yield return $"{Props}: {name} is part of husk-oci, and BannedSymbols.SecondThread.txt does not reach it";
        }

        foreach (string name in parts.Where(name => name != Program).Except(Listed(props, "HuskBansPathStrings")))
        {
            yield return $"{Props}: {name} handles paths of containers, and BannedSymbols.PathStrings.txt does not reach it";
        }
    }

    private static IEnumerable<string> Entries(SourceTree tree)
    {
        foreach (string file in Files(tree))
        {
            string[] lines = tree.Lines(file);
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Length == 0 || lines[i].StartsWith("//", StringComparison.Ordinal))
                {
                    continue;
                }

                string[] parts = lines[i].Split(';', 2);
                if (parts.Length < 2 || parts[1].Length < 10)
                {
                    yield return $"{file}:{i + 1}: no reason: {lines[i]}";
                }

                if (!DocumentationId.Exists(parts[0]))
                {
                    yield return $"{file}:{i + 1}: there is no {parts[0]} in .NET {Environment.Version.Major}, so this ban never strikes";
                }
            }
        }
    }

    private static string[] Listed(string props, string property) =>
        Regex.Match(props, $@"<{property} Condition=""[^""]*Copy\(';([^']*);'\)") is { Success: true } match
            ? match.Groups[1].Value.Split(';')
            : [];

    [GeneratedRegex(@"^BannedSymbols\.\w+\.txt$")]
    private static partial Regex BanFile();
}
