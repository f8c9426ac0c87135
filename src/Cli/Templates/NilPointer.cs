// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.Templates;

/// <summary>A pointer of Go's that points at nothing: templates print it as <c>&lt;nil&gt;</c>, take it for false, and
/// find no field behind it.</summary>
internal sealed class NilPointer
{
    public static readonly NilPointer Instance = new();

    private NilPointer()
    {
    }

    public override string ToString() => "<nil>";
}
