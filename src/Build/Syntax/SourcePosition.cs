// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax;

/// <summary>A place in a file.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters of UTF-16.</param>
public readonly record struct SourcePosition(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
