// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary>One variable of an ARG.</summary>
/// <param name="Name">Not empty.</param>
/// <param name="Default">Null when it was only named.</param>
public sealed record ArgDefinition(string Name, string? Default);
