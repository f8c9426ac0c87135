// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Init;

/// <summary>A plan with the places in its data that the runtime reads and writes while it is carried out.</summary>
internal sealed record PlannedInit(
    InitPlan Plan, SyncSteps Sync, CloneSteps Cloned, ProcessPlan Process, bool NeedsIdMaps);
