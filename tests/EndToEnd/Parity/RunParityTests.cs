// SPDX-License-Identifier: Apache-2.0
namespace Husk.EndToEnd.Parity;

/// <summary><c>run</c> and its flags.</summary>
public sealed class RunParityTests(Sides sides) : ParityTests(sides)
{
    private const string Name = "run";

    [Theory]
    [MemberData(nameof(Titles), Name)]
    public void Husk_does_as_docker(string title) => Compare(Name, title);
}
