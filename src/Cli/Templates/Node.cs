// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Cli.Templates;

/// <summary>A piece of a parsed template.</summary>
internal abstract record Node
{
    internal sealed record Text(string Content) : Node;

    internal sealed record Print(Pipeline Pipeline) : Node;

    internal sealed record If(Pipeline Condition, List<Node> Then, List<Node> Else) : Node;

    /// <summary>As <see cref="If"/>, and the dot is the condition's value inside.</summary>
    internal sealed record With(Pipeline Subject, List<Node> Then, List<Node> Else) : Node;

    internal sealed record Range(Pipeline Subject, List<Node> Body, List<Node> Else) : Node;

    internal sealed record Break : Node;

    internal sealed record Continue : Node;
}
