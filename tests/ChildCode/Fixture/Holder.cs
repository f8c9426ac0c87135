// SPDX-License-Identifier: Apache-2.0
namespace Husk.ChildCode.Fixture;

/// <summary>Something on the heap that can hold a reference.</summary>
internal sealed class Holder
{
    public int Writes { get; set; }

    public object? Value { get; set; }
}
