// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>One thing that is done on the way from an image to a process.</summary>
/// <param name="Title">What is done, in the infinitive.</param>
/// <param name="Why">One line of reason; may be empty.</param>
public sealed record ExplainedStep(string Title, string Why)
{
    /// <summary>Who does it: <c>husk</c>, <c>husk-monitor</c>, or of the kernel's steps <c>runtime</c>, <c>child</c>,
    /// <c>sealed program</c>.</summary>
    public string Actor { get; init; } = "husk";

    /// <summary>What does the same in a shell; empty where no shell can.</summary>
    public IReadOnlyList<string> Shell { get; init; } = [];

    /// <summary>The system calls, as strace would print them; of the kernel's steps only.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>What of it is known only when it is done, and by which rule; empty where all is known now.</summary>
    public string Later { get; init; } = "";
}
