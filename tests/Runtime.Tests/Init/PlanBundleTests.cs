// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Tests.State;

namespace Husk.Runtime.Tests.Init;

/// <summary>`plan` tells of what the runtime does beside the child's calls, and does none of it.</summary>
public sealed class PlanBundleTests : IDisposable
{
    private readonly string _bundle = Directory.CreateTempSubdirectory("husk-plan-").FullName;

    [Fact]
    public void Network_devices_and_resctrl_groups_are_told_whether_the_host_has_them_or_not()
    {
        string text = Print(linux => linux with
        {
            NetDevices = new Dictionary<string, NetDevice> { ["husk-none0"] = new NetDevice { Name = "eth0" } },
            IntelRdt = new IntelRdt { ClosId = "gold", L3CacheSchema = "L3:0=f", Schemata = ["MB:0=20"] },
        });
        Assert.Contains(
            "netlink(RTM_SETLINK, \"husk-none0\" to the container's network namespace as \"eth0\")", text,
            StringComparison.Ordinal);
        Assert.Contains(
            "make the resctrl group gold, write schemata <- L3:0=f MB:0=20", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_them_they_are_not()
    {
        string text = Print(linux => linux);
        Assert.DoesNotContain("netlink", text, StringComparison.Ordinal);
        Assert.DoesNotContain("resctrl", text, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_bundle, recursive: true);

    private string Print(Func<LinuxSpec, LinuxSpec> change)
    {
        Directory.CreateDirectory(Path.Combine(_bundle, "rootfs"));
        RuntimeSpec spec = PlannedSpecs.Default;
        File.WriteAllBytes(
            Path.Combine(_bundle, "config.json"), RuntimeSpecJson.Write(spec with { Linux = change(spec.Linux!) }));
        return Encoding.UTF8.GetString(PlanBundle.Print(_bundle, systemd: false, json: false, new TestLog()));
    }
}
