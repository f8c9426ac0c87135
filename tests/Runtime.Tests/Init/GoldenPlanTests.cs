// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Tests.Init;

/// <summary>
/// Spec in, plan out: what the kernel will see for a configuration is kept in golden/, to be read as a difference.
/// </summary>
public sealed class GoldenPlanTests
{
    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "Runtime.Tests", "Init", "golden");

    public static TheoryData<string> Names => [.. PlannedSpecs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_plan_is_the_one_in_its_golden_file(string name)
    {
        (RuntimeSpec spec, PlanFacts facts) = PlannedSpecs.All[name];
        Assert.Empty(SpecValidation.Check(spec));
        string plan = PlanPrinter.Print(InitPlanner.Plan(spec, facts).Plan);
        string file = Path.Combine(Golden, name + ".plan");
        if (Environment.GetEnvironmentVariable("HUSK_GOLDEN") == "write")
        {
            File.WriteAllText(file, plan);
        }

        Assert.True(File.Exists(file), $"no {file}: `make golden` writes it");
        Assert.Equal(File.ReadAllText(file), plan);
    }

    [Fact]
    public void Every_golden_file_has_its_spec()
    {
        Assert.Equal(
            PlannedSpecs.All.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(Golden).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
    }
}
