// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Images;

/// <summary>What a search found.</summary>
/// <param name="Name">The repository.</param>
/// <param name="Description">One line, or empty.</param>
/// <param name="Stars">How many people liked it.</param>
/// <param name="IsOfficial">Whether Docker answers for it.</param>
public sealed record SearchResult(string Name, string Description, long Stars, bool IsOfficial);
