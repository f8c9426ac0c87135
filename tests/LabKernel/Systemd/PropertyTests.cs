// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.Systemd;

/// <summary>Limits as systemd holds them and as the kernel does.</summary>
public sealed class PropertyTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("memory", """{"limit": 67108864}""", "MemoryMax", "67108864", "memory.max", "67108864")]
    [InlineData("memory", """{"limit": -1}""", "MemoryMax", "infinity", "memory.max", "max")]
    [InlineData("memory", """{"reservation": 33554432}""", "MemoryLow", "33554432", "memory.low", "33554432")]
    [InlineData("memory", """{"limit": 67108864, "swap": 100663296}""", "MemorySwapMax", "33554432", "memory.swap.max",
        "33554432")]
    [InlineData(
        "cpu", """{"quota": 50000, "period": 200000}""", "CPUQuotaPerSecUSec", "250ms", "cpu.max", "50000 200000")]
    [InlineData(
        "cpu", """{"quota": 50000, "period": 200000}""", "CPUQuotaPeriodUSec", "200ms", "cpu.max", "50000 200000")]
    [InlineData("cpu", """{"shares": 1024}""", "CPUWeight", "100|39", "cpu.weight", "100|39")]
    [InlineData("pids", """{"limit": 37}""", "TasksMax", "37", "pids.max", "37")]
    [InlineData("pids", """{"limit": -1}""", "TasksMax", "infinity", "pids.max", "max")]
    [InlineData("unified", """{"memory.high": "20000768"}""", "MemoryHigh", "20000768", "memory.high", "20000768")]
    [InlineData("unified", """{"memory.min": "8388608"}""", "MemoryMin", "8388608", "memory.min", "8388608")]
    [InlineData("unified", """{"pids.max": "55"}""", "TasksMax", "55", "pids.max", "55")]
    [InlineData("unified", """{"cpu.max": "20000 50000"}""", "CPUQuotaPerSecUSec", "400ms", "cpu.max", "20000 50000")]
    [InlineData("unified", """{"memory.oom.group": "1"}""", "Delegate", "yes", "memory.oom.group", "1")]
    public void A_limit_is_in_the_unit_and_in_the_file(
        string member, string resources, string property, string shown, string file, string content)
    {
        Container container = Container(spec => spec.Set("linux.resources." + member, JsonNode.Parse(resources)))
            .RunSleeping();
        Assert.Contains(Systemctl.Show(Sandbox, container.Unit, property), shown.Split('|'));
        Assert.Contains(container.ReadCgroup("unified", file), content.Split('|'));
    }

    /// <summary>One more process is in the scope while it is made.</summary>
    [ContainerTheory(RuncDiffers = "counts its own init's threads")]
    [InlineData(1)]
    [InlineData(2)]
    public void A_limit_of_so_few_tasks_is_kept(int limit)
    {
        Container container = Container(spec => spec.Set("linux.resources.pids", new JsonObject { ["limit"] = limit })
            .Args("/bin/probe", "fork-bomb", "5"));
        JsonObject answer = container.Run().Succeeded().Json();
        Assert.Equal(limit - 1, (int)answer["forked"]!);
    }

    [ContainerTheory]
    [InlineData("TimeoutStopUSec", "uint64 123000000", "TimeoutStopUSec", "2min 3s")]
    [InlineData("TimeoutStopSec", "77", "TimeoutStopUSec", "1min 17s")]
    [InlineData("CollectMode", "'inactive-or-failed'", "CollectMode", "inactive-or-failed")]
    [InlineData("Description", "\"my unit\"", "Description", "my unit")]
    [InlineData("SendSIGHUP", "true", "SendSIGHUP", "yes")]
    [InlineData("Documentation", "['man:husk-oci(8)']", "Documentation", "\"man:husk-oci(8)\"")]
    public void An_annotation_is_a_property(string name, string value, string property, string shown)
    {
        Container container = Container(spec =>
        {
            spec["annotations"] ??= new JsonObject();
            spec["annotations"]!.AsObject()["org.systemd.property." + name] = value;
        }).RunSleeping();
        Assert.Equal(shown, Systemctl.Show(Sandbox, container.Unit, property));
    }

    [ContainerTheory]
    [InlineData("CollectMode", "no text", "org.systemd.property.CollectMode")]
    [InlineData("NoSuchProperty", "true", "NoSuchProperty")]
    [InlineData("X", "true", "org.systemd.property.X")]
    public void An_annotation_that_is_no_property_is_refused(string name, string value, string word) =>
        Container(spec => spec.Set("annotations", new JsonObject
        {
            ["org.systemd.property." + name] = value,
        })).Run().Failed(1, word);

    [ContainerTheory]
    [InlineData("--memory", "50003968", "MemoryMax", "50003968", "memory.max", "50003968")]
    [InlineData("--memory-reservation", "8388608", "MemoryLow", "8388608", "memory.low", "8388608")]
    [InlineData("--pids-limit", "42", "TasksMax", "42", "pids.max", "42")]
    [InlineData("--cpu-quota", "55555", "CPUQuotaPerSecUSec", "560ms", "cpu.max", "55555 100000")]
    public void An_update_changes_the_unit_and_the_file(
        string flag, string value, string property, string shown, string file, string content)
    {
        Container container = Container().RunSleeping();
        Sandbox.Runtime("update", flag, value, container.Id).Succeeded();
        Assert.Equal(shown, Systemctl.Show(Sandbox, container.Unit, property));
        Assert.Equal(content, container.ReadCgroup("unified", file));
    }

    [ContainerFact(RuncDiffers = "leaves the unit with what the kernel refused")]
    public void An_update_that_is_refused_leaves_the_unit_as_it_was()
    {
        Container container = Container(spec => spec.Set("linux.resources.pids", new JsonObject
        {
            ["limit"] = 37,
        })).RunSleeping();
        string change = Sandbox.MakeFile("change.json", """{"pids": {"limit": 40}, "unified": {"cpu.weight": "0"}}""");
        Sandbox.Runtime("update", "--resources", change, container.Id).Failed(1, "cpu.weight");
        Assert.Equal("37", Systemctl.Show(Sandbox, container.Unit, "TasksMax"));
        Eventually.True(() => container.ReadCgroup("unified", "pids.max") == "37", "the limit in the file");
    }

    [ContainerFact]
    public void Pause_and_resume_leave_the_unit_running()
    {
        Container container = Container().RunSleeping();
        Sandbox.Runtime("pause", container.Id).Succeeded();
        Assert.Equal("paused", container.Status);
        Assert.Equal("active", Systemctl.Show(Sandbox, container.Unit, "ActiveState"));
        Sandbox.Runtime("resume", container.Id).Succeeded();
        container.Exec("/bin/true").Succeeded();
    }

    [ContainerFact]
    public void Devices_are_guarded_by_systemd_and_by_the_runtime()
    {
        Container container = Container(spec => spec.Set("linux.resources.devices", new JsonArray(
            new JsonObject { ["allow"] = false, ["access"] = "rwm" },
            new JsonObject
            {
                ["allow"] = true,
                ["type"] = "c",
                ["major"] = 1,
                ["minor"] = 11,
                ["access"] = "r",
            }))).RunSleeping();
        Assert.Equal("strict", Systemctl.Show(Sandbox, container.Unit, "DevicePolicy"));
        string allowed = Systemctl.Show(Sandbox, container.Unit, "DeviceAllow");
        Assert.Contains("/dev/char/1:11 r", allowed, System.StringComparison.Ordinal);
        Assert.Contains("char-pts rwm", allowed, System.StringComparison.Ordinal);
        container.Exec("/bin/cat", "/dev/null").Succeeded();
    }
}
