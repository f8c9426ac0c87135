// SPDX-License-Identifier: Apache-2.0
namespace Husk.EndToEnd.Parity;

/// <summary>Commands about images, volumes, networks, and the whole.</summary>
public sealed class ImageParityTests(Sides sides) : ParityTests(sides)
{
    private const string Name = "images";

    [Theory]
    [MemberData(nameof(Titles), Name)]
    public void Husk_does_as_docker(string title) => Compare(Name, title);
}
