// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Architecture;

/// <summary>That the check of banned symbols finds bans that would not strike.</summary>
public sealed class BanTests
{
    private const string Wired = """
        <Project>
          <HuskBansSecondThread Condition="$([System.String]::Copy(';A;Runtime.Cli;').Contains(';$(MSBuildProjectName);'))">true</HuskBansSecondThread>
          <HuskBansPathStrings Condition="$([System.String]::Copy(';A;').Contains(';$(MSBuildProjectName);'))">true</HuskBansPathStrings>
          <AdditionalFiles Include="$(MSBuildThisFileDirectory)../BannedSymbols.Everywhere.txt" />
        </Project>
        """;

    [Fact]
    public void Bans_that_are_wired_pass()
    {
        using ScratchTree scratch = Bans();

        Assert.Empty(BannedSymbols.Violations(scratch.Tree));
    }

    [Theory]
    [InlineData("BannedSymbols.More.txt", "T:System.Console;It has threads.",
        "BannedSymbols.More.txt is not given to the analyzer")]
    [InlineData(".editorconfig", "dotnet_diagnostic.RS0030.severity = none", "a banned symbol is not an error")]
    [InlineData("Directory.Build.props", "<Project />", "the analyzer of banned symbols is not there")]
    [InlineData("BannedSymbols.Everywhere.txt", "T:System.Console", "no reason")]
    [InlineData("BannedSymbols.Everywhere.txt", "T:System.Konsole;It has threads.", "there is no T:System.Konsole")]
    [InlineData("BannedSymbols.Everywhere.txt", "N:System.Nets;It has threads.", "there is no N:System.Nets")]
    [InlineData("BannedSymbols.Everywhere.txt", "P:System.DateTime.Soon;It is local time.",
        "there is no P:System.DateTime.Soon")]
    [InlineData("BannedSymbols.Everywhere.txt", "M:System.Environment.Exit(System.Int64);It skips undo.",
        "there is no M:System.Environment.Exit(System.Int64)")]
    [InlineData("BannedSymbols.Everywhere.txt", "Console;It has threads.", "there is no Console")]
    public void A_ban_that_would_not_strike_is_found(string path, string text, string message)
    {
        using ScratchTree scratch = Bans().With(path, text);

        Assert.Contains(message, Assert.Single(BannedSymbols.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_husk_oci_that_no_ban_reaches_is_found()
    {
        using ScratchTree scratch = Bans()
            .With("src/A/A.csproj", Page.Project(Page.Reference("B")))
            .With("src/B/B.csproj", Page.Project());

        Assert.Equal(
            [
                "src/Directory.Build.props: B is part of husk-oci, and BannedSymbols.SecondThread.txt does not reach it",
                "src/Directory.Build.props: B handles paths of containers, and BannedSymbols.PathStrings.txt does not reach it",
            ],
            BannedSymbols.Violations(scratch.Tree));
    }

    private static ScratchTree Bans() => new ScratchTree()
        .With("Directory.Build.props", Page.Project(Page.Package("Microsoft.CodeAnalysis.BannedApiAnalyzers")))
        .With(".editorconfig", "dotnet_diagnostic.RS0030.severity = error\n")
        .With("BannedSymbols.Everywhere.txt", "// Why.\n\nM:System.Environment.Exit(System.Int32);It skips undo.\n")
        .With("src/Directory.Build.props", Wired)
        .With("src/A/A.csproj", Page.Project())
        .With("src/Runtime.Cli/Runtime.Cli.csproj", Page.Project(Page.Reference("A")));
}
