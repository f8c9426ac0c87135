// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Engine.Explaining.Shell;

namespace Husk.Engine.Explaining.Phases;

/// <summary>What the runtime and the container's first process ask of the kernel.</summary>
internal static class KernelPhase
{
    public static ExplainedPhase Of(RunFacts facts)
    {
        var lines = new KernelLines(
            facts.Spec, ShellRoot.At(facts.Paths.Merged), CgroupLines.Of(facts.Plan), facts.FileSources);
        return new ExplainedPhase("kernel", "From config.json to a process, in system calls",
            [.. facts.Plan.Steps.Select(step => step with { Shell = lines.Of(step.Title) })]);
    }
}
