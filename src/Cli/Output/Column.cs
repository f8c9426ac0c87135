// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.Output;

/// <param name="Field">Its name in templates.</param>
/// <param name="Header">What stands above it.</param>
/// <param name="Shown">Whether it is in the table when nobody asks for a format.</param>
internal sealed record Column(string Field, string Header, bool Shown = true);
