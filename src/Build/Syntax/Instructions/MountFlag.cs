// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary>A <c>--mount=</c> of a RUN.</summary>
/// <param name="Text">What follows the equals sign.</param>
/// <param name="From">The stage, image or context that it names, which may not be a variable; null when it names
/// none.</param>
public sealed record MountFlag(string Text, string? From)
{
    /// <summary>What it asks for; null until the instruction is expanded.</summary>
    public RunMount? Mount { get; init; }

    internal RunMount Resolve(IWordExpander expander) => RunMount.Parse(Text, expander);
}
