// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

public sealed class ContainerRecordTests
{
    private static readonly ContainerRecord Full = new()
    {
        OciVersion = "1.3.0",
        Id = "web",
        Bundle = "/bundles/größe \"1\"",
        Rootfs = "/bundles/größe \"1\"/rootfs",
        Created = "2026-09-01T10:00:07.1234567Z",
        HasPoststop = true,
        Init = new ProcessIdentity(4194304, 18446744073709551615),
        Creator = new ProcessIdentity(17, 99),
        Annotations = new Dictionary<string, string> { ["org.example/a"] = "x\ny", ["empty"] = "" },
        CgroupPaths = [new("memory", "/sys/fs/cgroup/memory/web"), new("cpu,cpuacct", "/sys/fs/cgroup/cpu/web")],
        CgroupMade = ["/sys/fs/cgroup/memory/web"],
        ResctrlGroups = ["/sys/fs/resctrl/web", "/sys/fs/resctrl/web/mon_groups/web"],
        ResctrlMade = ["/sys/fs/resctrl/web/mon_groups/web"],
        Namespaces = new Dictionary<string, string> { ["pid"] = "", ["network"] = "/run/netns/a" },
        Owner = 4294967294,
        Terminal = true,
    };

    [Fact]
    public void What_is_written_is_read_back()
    {
        byte[] written = ContainerRecordJson.Write(Full);

        ContainerRecord read = ContainerRecordJson.Read(written);

        Assert.Equal(Full.OciVersion, read.OciVersion);
        Assert.Equal(Full.Id, read.Id);
        Assert.Equal(Full.Bundle, read.Bundle);
        Assert.Equal(Full.Rootfs, read.Rootfs);
        Assert.Equal(Full.Created, read.Created);
        Assert.Equal(Full.HasPoststop, read.HasPoststop);
        Assert.Equal(Full.Init, read.Init);
        Assert.Equal(Full.Creator, read.Creator);
        Assert.Equal(Full.Annotations, read.Annotations);
        Assert.Equal(Full.CgroupPaths, read.CgroupPaths);
        Assert.Equal(Full.CgroupMade, read.CgroupMade);
        Assert.Equal(Full.ResctrlGroups, read.ResctrlGroups);
        Assert.Equal(Full.ResctrlMade, read.ResctrlMade);
        Assert.Equal(Full.Namespaces, read.Namespaces);
        Assert.Equal(Full.Owner, read.Owner);
        Assert.Equal(Full.Terminal, read.Terminal);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(ContainerRecordJson.Write(read)));
    }

    [Fact]
    public void A_created_container_has_no_creator()
    {
        ContainerRecord plain = Full with { Creator = null, HasPoststop = false, Terminal = false };

        ContainerRecord read = ContainerRecordJson.Read(ContainerRecordJson.Write(plain));

        Assert.Null(read.Creator);
        Assert.False(read.HasPoststop);
        Assert.False(read.Terminal);
    }

    // Other programs read this file: containerd's users ask for its pid, init start time and cgroups.
    [Fact]
    public void Others_can_read_it_as_plain_json()
    {
        using JsonDocument json = JsonDocument.Parse(ContainerRecordJson.Write(Full));

        JsonElement root = json.RootElement;
        Assert.Equal(2, root.GetProperty("version").GetInt32());
        Assert.Equal("web", root.GetProperty("id").GetString());
        Assert.All(
            (string[])["init_process_pid", "pid"], name => Assert.Equal(4194304, root.GetProperty(name).GetInt32()));
        Assert.All(
            (string[])["init_process_start", "process-start-time"],
            name => Assert.Equal(ulong.MaxValue, root.GetProperty(name).GetUInt64()));
        Assert.Equal("/sys/fs/cgroup/cpu/web", root.GetProperty("cgroupPaths").GetProperty("cpu,cpuacct").GetString());
        Assert.Equal("/run/netns/a", root.GetProperty("namespaces").GetProperty("network").GetString());
    }

    [Fact]
    public void A_member_that_a_later_version_adds_is_passed_over()
    {
        string json = Encoding.UTF8.GetString(ContainerRecordJson.Write(Full));
        string newer = json.Replace("{\"version\":2", "{\"new\":{\"a\":[1]},\"version\":2");

        ContainerRecord read = ContainerRecordJson.Read(Encoding.UTF8.GetBytes(newer));

        Assert.Equal("web", read.Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"version\":2,\"id\":")]
    [InlineData("{\"version\":2,\"id\":7}")]
    [InlineData("{\"version\":2,\"id\":null}")]
    [InlineData("{\"version\":2,\"init_process_pid\":\"x\"}")]
    [InlineData("{\"version\":2,\"cgroupMade\":[1]}")]
    [InlineData("{\"version\":2,\"creator\":5,\"id\":\"a\"}")]
    [InlineData("{\"version\":2,\"namespaces\":[\"pid\"]}")]
    [InlineData("{\"version\":2,\"cgroupMade\":{\"a\":\"b\"}}")]
    [InlineData("{\"version\":2")]
    public void A_damaged_record_says_so(string json) =>
        Assert.Equal("it is damaged", Refusal(json));

    [Theory]
    [InlineData("{}", "it is of version 0, and this husk-oci knows version 2")]
    [InlineData("{\"version\":3,\"id\":\"web\"}", "it is of version 3, and this husk-oci knows version 2")]
    public void A_record_of_another_version_says_so(string json, string message) =>
        Assert.Equal(message, Refusal(json));

    [Theory]
    [InlineData("pid=", true)]
    [InlineData("pid=/proc/1/ns/pid", false)]
    [InlineData("uts=", false)]
    public void Only_a_pid_namespace_that_was_made_is_the_containers_own(string @namespace, bool own)
    {
        string[] parts = @namespace.Split('=');

        ContainerRecord record = Full with { Namespaces = new Dictionary<string, string> { [parts[0]] = parts[1] } };

        Assert.Equal(own, record.HasOwnPidNamespace);
    }

    [Theory]
    [InlineData(0, "2026-09-01T10:00:07Z")]
    [InlineData(1, "2026-09-01T10:00:07.0000001Z")]
    [InlineData(1_200_000, "2026-09-01T10:00:07.12Z")]
    [InlineData(9_999_999, "2026-09-01T10:00:07.9999999Z")]
    public void Timestamps_are_those_of_Go(long ticks, string text) =>
        Assert.Equal(text, Timestamp.Of(new DateTime(2026, 9, 1, 10, 0, 7, DateTimeKind.Utc).AddTicks(ticks)));

    private static string Refusal(string json) =>
        Assert.Throws<FormatException>(() => ContainerRecordJson.Read(Encoding.UTF8.GetBytes(json))).Message;
}
