// SPDX-License-Identifier: Apache-2.0
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runtime-spec, runtime.md "Start".</summary>
public sealed class StartTests : ConformanceTest
{
    [ContainerFact(RuncDiffers = "wants a process for create already")]
    public void A_container_without_a_process_cannot_be_started()
    {
        Container container = Container(spec => spec.Set("process", null));
        container.Create().Succeeded();
        container.Start().Failed(1, "process");
        Assert.Equal("created", container.Status);
        container.Delete("--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }
}
