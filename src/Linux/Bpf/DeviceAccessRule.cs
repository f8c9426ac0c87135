// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Bpf;

/// <summary>
/// One entry of a cgroup's device list. In a list every right is settled by the last rule that speaks of it; a right
/// that no rule speaks of is refused.
/// </summary>
/// <param name="Allow">Whether the rights are given or taken away.</param>
/// <param name="Kind">The sort of node; null is both.</param>
/// <param name="Major">Null is every number.</param>
/// <param name="Minor">Null is every number.</param>
/// <param name="Rights">The rights the rule speaks of.</param>
public readonly record struct DeviceAccessRule(
    bool Allow, DeviceKind? Kind, uint? Major, uint? Minor, DeviceRights Rights)
{
    /// <summary>Whether the rule speaks of everything, so that no rule before it counts any more.</summary>
    public bool IsTotal => Kind is null && Major is null && Minor is null && Rights == DeviceRights.All;
}
