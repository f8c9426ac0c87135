// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax;

/// <summary>Something that builds, and better would not be written so.</summary>
/// <param name="Rule">BuildKit's name of the rule: <c>StageNameCasing</c>.</param>
/// <param name="Description">What the rule asks for.</param>
/// <param name="Url">Where the rule is explained.</param>
/// <param name="Message">What was found.</param>
/// <param name="Range">Where.</param>
public sealed record DockerfileWarning(string Rule, string Description, string Url, string Message, SourceRange Range)
{
    /// <summary>As progress shows it: <c>StageNameCasing: Stage name 'Base' should be lowercase (line 2)</c>.</summary>
    public override string ToString() =>
        System.FormattableString.Invariant($"{Rule}: {Message} (line {Range.Start.Line})");
}
