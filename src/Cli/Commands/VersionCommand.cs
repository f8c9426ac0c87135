// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands;

internal static class VersionCommand
{
    public static readonly Command Row = new(["version"], "", "Show the version information")
    {
        Run = static call =>
        {
            string native = RuntimeFeature.IsDynamicCodeCompiled ? "" : " NativeAOT";
            call.Streams.Out.Write($"Version: {BuildFacts.Version}\nCommit:  {BuildFacts.Commit}\n.NET:    {Environment.Version}{native}\n");
            return Task.FromResult(0);
        },
    };

    /// <summary>What `--version` prints: docker's form.</summary>
    public static string Line => $"Husk version {BuildFacts.Version}, build {BuildFacts.Commit[..Math.Min(7, BuildFacts.Commit.Length)]}";
}
