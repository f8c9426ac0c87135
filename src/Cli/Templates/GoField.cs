// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.Templates;

/// <param name="Name">As Go's source calls it, and so a template.</param>
/// <param name="Key">As the JSON calls it.</param>
/// <param name="Type">What it holds.</param>
internal sealed record GoField(string Name, string Key, GoType Type);
