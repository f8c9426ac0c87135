// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;

namespace Husk.Oci.Json;

/// <summary>A type that is a JSON object and reads and writes itself, member by member.</summary>
/// <remarks>
/// Not <c>JsonSerializer</c>: its generated metadata for these types costs a process that parses one config and exits
/// about as much again as its whole start (measured, NativeAOT: 2.7 ms on top of 1.8 ms; this way 0.05 ms).
/// </remarks>
internal interface IJsonObject<TSelf>
    where TSelf : class, IJsonObject<TSelf>
{
    /// <summary>Reads the object at which the reader stands.</summary>
    static abstract TSelf Read(ref ObjectReader json);

    /// <summary>Writes the members, without the braces, in the order of the specification's Go types.</summary>
    void WriteMembers(Utf8JsonWriter json);
}
