// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Registry;

/// <summary>A repository that a search found.</summary>
public sealed record FoundRepository(string Name, string Description, long Stars, bool IsOfficial);
