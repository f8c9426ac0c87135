// SPDX-License-Identifier: Apache-2.0
namespace Husk.EndToEnd.Parity;

/// <summary>A command line and what comes of it.</summary>
/// <param name="Command">A line of shell, in which the program is called docker.</param>
/// <param name="Docker">What docker says, as recorded.</param>
/// <param name="Difference">The row of docs/docker-differences.md that allows husk to say something else; null where it
/// may not.</param>
/// <param name="Husk">What husk says then.</param>
internal sealed record Step(string Command, Outcome Docker, string? Difference = null, Outcome? Husk = null);
