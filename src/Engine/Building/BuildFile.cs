// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Building;

/// <summary>A file that says how to build.</summary>
/// <param name="Name">As messages show it.</param>
/// <param name="Content">All of it.</param>
public sealed record BuildFile(string Name, byte[] Content);
