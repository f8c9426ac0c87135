// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Proofs;

/// <summary>The process that clones has one thread, of whatever kind, as the kernel counts them.</summary>
public sealed class ThreadTests : ConformanceTest
{
    private string Log => Path.Combine(Sandbox.Path, "fault");

    [Fact]
    public void Create_clones_with_one_thread()
    {
        Container(spec => spec.Args("/bin/probe", "sleep")).BeginCreate(FaultLog.Under(Log)).Wait().Exited(0);
        AssertOneClone();
    }

    [Fact]
    public void Run_clones_with_one_thread()
    {
        Container(spec => spec.Args("/bin/probe", "exit", "0")).BeginRun(FaultLog.Under(Log)).Wait().Exited(0);
        AssertOneClone();
    }

    [Fact]
    public void Exec_clones_with_one_thread()
    {
        Container().RunSleeping().BeginExec(FaultLog.Under(Log), [], "/bin/probe", "exit", "0").Wait().Exited(0);
        AssertOneClone();
    }

    [Fact]
    public void A_hook_is_cloned_with_one_thread()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "exit", "0"));
        string hook = container.InRootfs("/bin/true");
        container.Edit(spec => spec.Set("hooks.createRuntime", new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["path"] = hook })));
        container.BeginRun(FaultLog.Under(Log)).Wait().Exited(0);
        FaultLog log = FaultLog.Read(Log);
        Assert.Equal(2, log.Threads.Count);
        Assert.All(log.Threads, threads => Assert.Equal(["husk-oci"], threads));
        Assert.Equal(0, log.LateThreads);
    }

    private void AssertOneClone()
    {
        FaultLog log = FaultLog.Read(Log);
        Assert.Equal(["husk-oci"], Assert.Single(log.Threads));
        Assert.Equal(0, log.LateThreads);
    }
}
