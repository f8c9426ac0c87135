// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Progress;

/// <summary>How far a part of a step is: a layer that is fetched, a file that is written.</summary>
/// <param name="Id">The part's name.</param>
/// <param name="Current">Bytes done.</param>
/// <param name="Total">Bytes in all; 0 when nobody knows.</param>
/// <param name="IsDone">Whether it is done.</param>
/// <param name="Seconds">Since it began.</param>
public sealed record StepStatus(string Id, long Current, long Total, bool IsDone, double Seconds);
