// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups.Statistics;
using Husk.Runtime.Resctrl;

namespace Husk.Runtime.Lifecycle;

/// <summary>One thing that `events` tells.</summary>
/// <param name="Id">The container.</param>
/// <param name="Statistics">What it has used so far; null when the OOM killer came.</param>
/// <param name="Resctrl">The same of its resctrl group; null when it has none.</param>
internal readonly record struct ContainerEvent(
    string Id, CgroupStatistics? Statistics, ResctrlStatistics? Resctrl = null);
