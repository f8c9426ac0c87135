// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax;

/// <summary>A whole Dockerfile; its variables are not replaced yet.</summary>
public sealed record Dockerfile
{
    public required SourceFile File { get; init; }

    /// <summary>What takes the meaning of the next character, and continues a line at its end: a backslash or a
    /// backtick.</summary>
    public required char Escape { get; init; }

    /// <summary>In their order; each name once.</summary>
    public required IReadOnlyList<ParserDirective> Directives { get; init; }

    /// <summary>The ARGs before the first FROM, which only FROMs see, and stages that name them again.</summary>
    public required IReadOnlyList<ArgInstruction> GlobalArguments { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>What the parser noticed on its way; <see cref="Checks.DockerfileCheck"/> finds more.</summary>
    public required IReadOnlyList<DockerfileWarning> Warnings { get; init; }

    /// <summary>The value of a directive; null without it.</summary>
    public string? Directive(string name) => Directives.FirstOrDefault(directive => directive.Name == name)?.Value;
}
