// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax.Instructions;

/// <summary>One instruction; its words are as they stand in the file until <see cref="Expand"/>.</summary>
/// <param name="Source">The text and its place.</param>
public abstract record Instruction(InstructionSource Source)
{
    /// <summary>In capitals: <c>RUN</c>.</summary>
    public abstract string Keyword { get; }

    /// <summary>The whole instruction on one line, as it was written.</summary>
    public string Text => Source.Text;

    public SourceRange Range => Source.Range;

    /// <summary>The same with variables replaced wherever the reference has them replaced, "Environment
    /// replacement".</summary>
    /// <exception cref="DockerfileException">A word cannot be read, or what it turns into makes no sense.</exception>
    public Instruction Expand(IWordExpander expander)
    {
        try
        {
            return Expanded(expander);
        }
        catch (ExpansionException problem)
        {
            throw new DockerfileException(Source, problem.Message, problem.Word);
        }
    }

    /// <summary>Instructions whose words are their container's keep them.</summary>
    private protected virtual Instruction Expanded(IWordExpander expander) => this;

    private protected static IReadOnlyList<string> ExpandEach(IEnumerable<string> words, IWordExpander expander) =>
        [.. words.Select(expander.Expand)];
}
