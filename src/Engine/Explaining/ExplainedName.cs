// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Explaining;

/// <summary>A name that a container can resolve.</summary>
/// <param name="Name">The name.</param>
/// <param name="Address">What it stands for.</param>
/// <param name="Network">The network in which it does; empty for /etc/hosts.</param>
public sealed record ExplainedName(string Name, string Address, string Network);
