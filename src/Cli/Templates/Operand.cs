// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.Templates;

/// <summary>A value in a command, and the fields that are taken of it.</summary>
/// <param name="Fields">Names, outermost first.</param>
internal abstract record Operand(string[] Fields)
{
    internal sealed record Literal(object? Value) : Operand([]);

    internal sealed record Dot(string[] Fields) : Operand(Fields);

    internal sealed record Variable(string Name, string[] Fields) : Operand(Fields);

    internal sealed record Function(string Name) : Operand([]);

    internal sealed record Nested(Pipeline Pipeline, string[] Fields) : Operand(Fields);
}
