// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Init;

/// <summary>Who makes the calls of a step.</summary>
internal enum PlanActor : byte
{
    /// <summary>The runtime, before the clone.</summary>
    Runtime,

    /// <summary>The cloned child, on its way to becoming the container's process.</summary>
    Child,

    /// <summary>
    /// The <see cref="SealedProgram"/> that the child executes: these calls stand in the plan to be read.
    /// </summary>
    Program,
}

/// <summary>
/// Calls that do one thing together: `mount proc at /proc`. It is what people see of a plan, and what an error names.
/// </summary>
/// <param name="Title">What the step does, in the infinitive, with the names of the user's configuration.</param>
/// <param name="Why">One line of reason, with its source.</param>
/// <param name="Actor">Who makes the calls.</param>
/// <param name="First">Index of its first call.</param>
internal sealed record PlanStep(string Title, string Why, PlanActor Actor, int First)
{
    /// <summary>
    /// What to say in place of "TITLE: CALL = ERROR" when a call of this step fails with the given error:
    /// phrases that callers of the runtime match on.
    /// </summary>
    public (int Errno, string Text)[] Phrases { get; init; } = [];
}
