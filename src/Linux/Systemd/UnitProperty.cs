// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Systemd;

/// <summary>A property of a unit, by the name that <c>systemctl show</c> has for it.</summary>
/// <param name="Name">Such as <c>MemoryMax</c>.</param>
/// <param name="Value">Of the type that systemd wants for it.</param>
/// <remarks>Source: org.freedesktop.systemd1(5).</remarks>
public sealed record UnitProperty(string Name, BusValue Value)
{
    public override string ToString() => $"{Name}={Value}";
}
