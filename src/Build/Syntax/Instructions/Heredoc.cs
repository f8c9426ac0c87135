// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary>Lines that stand below an instruction and belong to it.</summary>
/// <param name="Name">The word that ends them.</param>
/// <param name="FileDescriptor">The number before the <c>&lt;&lt;</c>; 0 without one.</param>
/// <param name="IsExpanded">Whether variables in it are replaced: no part of the word was quoted.</param>
/// <param name="StripsTabs">Whether it was <c>&lt;&lt;-</c>.</param>
/// <param name="RawContent">The lines as they stand in the file.</param>
public sealed record Heredoc(string Name, int FileDescriptor, bool IsExpanded, bool StripsTabs, string RawContent)
{
    /// <summary>The lines, without the tabs before them where those are not wanted.</summary>
    public string Content => StripsTabs ? WithoutTabs(RawContent) : RawContent;

    private static string WithoutTabs(string text)
    {
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
            lines[i] = lines[i].TrimStart('\t');
        return string.Join('\n', lines);
    }
}
