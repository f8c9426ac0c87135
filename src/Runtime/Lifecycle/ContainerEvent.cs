// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups.Statistics;

namespace Husk.Runtime.Lifecycle;

/// <summary>One thing that `events` tells.</summary>
/// <param name="Id">The container.</param>
/// <param name="Statistics">What it has used so far; null when the OOM killer came.</param>
internal readonly record struct ContainerEvent(string Id, CgroupStatistics? Statistics);
