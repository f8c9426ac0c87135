// SPDX-License-Identifier: Apache-2.0
namespace Husk.EndToEnd.Parity;

/// <summary>A person at a terminal.</summary>
public sealed class TerminalParityTests(Sides sides) : ParityTests(sides)
{
    private const string Name = "terminals";

    [Theory]
    [MemberData(nameof(Titles), Name)]
    public void Husk_does_as_docker(string title) => Compare(Name, title);
}
