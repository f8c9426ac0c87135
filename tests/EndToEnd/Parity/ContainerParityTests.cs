// SPDX-License-Identifier: Apache-2.0
namespace Husk.EndToEnd.Parity;

/// <summary>Commands about containers.</summary>
public sealed class ContainerParityTests(Sides sides) : ParityTests(sides)
{
    private const string Name = "containers";

    [Theory]
    [MemberData(nameof(Titles), Name)]
    public void Husk_does_as_docker(string title) => Compare(Name, title);
}
