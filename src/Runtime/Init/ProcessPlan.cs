// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Init;

/// <summary>What of the process's steps the runtime has a part in.</summary>
/// <param name="Seccomp">Where the compiled filter is to be sent; null without a profile.</param>
internal sealed record ProcessPlan(SeccompSteps? Seccomp);
