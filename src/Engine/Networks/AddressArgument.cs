// SPDX-License-Identifier: Apache-2.0
using Husk.Networks.Addresses;

namespace Husk.Engine.Networks;

/// <summary>An IP address as users write it.</summary>
public static class AddressArgument
{
    /// <summary>Whether it is one, in full: <c>10.1</c> is none.</summary>
    public static bool Is(string text) => AddressText.TryParse(text, out _);
}
