// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Init;

/// <summary>
/// What the child tells the runtime: a failed call (its index and the error), or minus a sync point that it has
/// reached (and a number that goes with it).
/// </summary>
internal struct PlanReport
{
    public int Call;

    public int Value;
}
