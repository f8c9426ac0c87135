// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Users;

/// <summary>runtime-spec, config-linux.md "User namespace mappings"; user_namespaces(7).</summary>
public sealed class UserNamespaceTests : ConformanceTest
{
    private const int HostId = 100000;

    [ContainerFact]
    public void The_maps_are_those_of_the_config()
    {
        Facts facts = Facts(spec =>
        {
            spec.Namespace("user");
            spec["linux.uidMappings"] = Mappings((0, 100000, 1000), (1000, 300000, 5));
            spec["linux.gidMappings"] = Mappings((0, 200000, 2000));
        });
        Assert.Equal(["0 100000 1000", "1000 300000 5"], facts.Texts("uidMap").Select(Squeeze));
        Assert.Equal(["0 200000 2000"], facts.Texts("gidMap").Select(Squeeze));
    }

    [ContainerFact]
    public void Root_inside_is_the_mapped_id_outside()
    {
        Container container = Container(spec => spec.UserNamespace()).RunSleeping();
        string[] status = File.ReadAllLines($"/proc/{container.Pid}/status");
        Assert.Contains($"Uid:\t{HostId}\t{HostId}\t{HostId}\t{HostId}", status);
        Assert.Contains($"Gid:\t{HostId}\t{HostId}\t{HostId}\t{HostId}", status);
    }

    [ContainerFact]
    public void The_process_sees_the_ids_of_the_config()
    {
        Facts facts = Facts(spec => spec.UserNamespace().Set("process.user.uid", 7).Set("process.user.gid", 8)
            .Set("process.user.additionalGids", new JsonArray(9)));
        Assert.Equal((7, 8, 9), (facts.Numbers("uid")[0], facts.Numbers("gid")[0], facts.Numbers("groups").Single()));
    }

    [ContainerFact]
    public void Files_it_makes_belong_to_the_mapped_id()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Sandbox.Command("chmod", "777", volume).Succeeded();
        Container(spec => spec.UserNamespace().Bind(volume, "/mnt").Shell("touch /mnt/file")).Run().Succeeded();
        Assert.Equal($"{HostId}:{HostId}\n",
            Sandbox.Command("stat", "-c", "%u:%g", Path.Combine(volume, "file")).Stdout);
    }

    [ContainerFact]
    public void All_capabilities_are_for_its_own_namespace_only()
    {
        Result result = Container(spec => spec.UserNamespace().Capabilities(CapabilitySet.HostNames)
            .Args("/bin/probe", "mknod", "c", "1", "3", "/dev/shm/node")).Run().Succeeded();
        Assert.Equal("EPERM", (string?)result.Json()["errno"]);
    }

    [ContainerTheory]
    [InlineData("/dev/null", 1, 3)]
    [InlineData("/dev/zero", 1, 5)]
    [InlineData("/dev/urandom", 1, 9)]
    public void The_default_devices_work_without_mknod(string path, int major, int minor)
    {
        Result result = Container(spec => spec.UserNamespace().Args("/bin/probe", "facts", ",", "open", path, "rw"))
            .Run().Succeeded();
        JsonObject device = result.Facts().Device(path)!;
        Assert.Equal(("c", major, minor), ((string)device["type"]!, (int)device["major"]!, (int)device["minor"]!));
        Assert.Null((string?)result.Json(1)["errno"]);
    }

    [ContainerFact]
    public void A_listed_device_is_the_hosts()
    {
        var device = new JsonObject { ["path"] = "/dev/kmsg", ["type"] = "c", ["major"] = 1, ["minor"] = 11 };
        JsonObject seen = Facts(spec => spec.UserNamespace().AddDevice(device)).Device("/dev/kmsg")!;
        Assert.Equal(("c", 1, 11), ((string)seen["type"]!, (int)seen["major"]!, (int)seen["minor"]!));
    }

    [ContainerFact(RuncDiffers = "binds the host's own, with the owner and the mode that it has there")]
    public void A_listed_device_has_the_owner_and_the_mode_that_are_asked_for()
    {
        var device = new JsonObject
        {
            ["path"] = "/dev/message-log",
            ["type"] = "c",
            ["major"] = 1,
            ["minor"] = 11,
            ["fileMode"] = 0x190,
            ["uid"] = 7,
            ["gid"] = 8,
        };
        Container container = Container(
            spec => spec.UserNamespace().AddDevice(device).Shell("stat -c '%u %g %a' /dev/message-log"));
        Assert.Equal("7 8 620\n", container.Run().Succeeded().Stdout);
    }

    [ContainerFact(RuncDiffers = "fails: sysfs is for who owns the network namespace")]
    public void With_the_hosts_network_the_hosts_sysfs_is_there()
    {
        MountFact sys = Facts(spec => spec.UserNamespace().WithoutNamespace("network")).Mount("/sys");
        Assert.Equal(("sysfs", true), (sys.Type, sys.Has("ro")));
    }

    [ContainerTheory]
    [InlineData("/proc", "proc")]
    [InlineData("/sys", "sysfs")]
    [InlineData("/dev", "tmpfs")]
    [InlineData("/dev/pts", "devpts")]
    [InlineData("/dev/mqueue", "mqueue")]
    public void The_default_mounts_are_there(string point, string type) =>
        Assert.Equal(type, Facts(spec => spec.UserNamespace()).Mount(point).Type);

    [ContainerFact]
    public void A_read_only_root_and_masked_paths_hold()
    {
        Container container = Container(spec => spec.UserNamespace()
            .Args("/bin/probe", "access", "/", "/proc/sys/kernel", "/proc/timer_list"));
        JsonObject seen = container.Run().Succeeded().Json();
        Assert.Equal("EROFS", (string?)seen["/"]!["write"]);
        Assert.Equal(0, (int)seen["/proc/timer_list"]!["bytes"]!);
    }

    [ContainerFact]
    public void Exec_joins_the_user_namespace()
    {
        Container container = Container(spec => spec.UserNamespace()).RunSleeping();
        Facts facts = container.Exec("/bin/probe", "facts").Succeeded().Facts();
        Assert.Equal(File.ResolveLinkTarget($"/proc/{container.Pid}/ns/user", false)!.Name, facts.Namespace("user"));
        Assert.Equal(0, facts.Numbers("uid")[0]);
    }

    [ContainerFact(RuncDiffers = "refuses a user namespace without mappings")]
    public void Without_mappings_every_id_of_the_caller_is_itself()
    {
        Container container = Container(
            spec => spec.Namespace("user").Shell("cat /proc/self/uid_map /proc/self/gid_map"));
        string own = File.ReadAllText("/proc/self/uid_map") + File.ReadAllText("/proc/self/gid_map");
        Assert.Equal(own, container.Run().Succeeded().Stdout);
    }

    [ContainerFact]
    public void Uid_mappings_without_gid_mappings_are_refused()
    {
        Container(spec => spec.UserNamespace().Set("linux.gidMappings", null)).Run().Failed(1, "mapping");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Mappings_without_a_user_namespace_are_refused_or_without_effect()
    {
        Result result = Container(spec => spec.UserNamespace().WithoutNamespace("user")).Run();
        if (result.ExitCode == 0)
        {
            Assert.Equal(File.ResolveLinkTarget("/proc/self/ns/user", false)!.Name, result.Facts().Namespace("user"));
        }
        else
        {
            result.Failed(1, "user");
        }
    }

    [ContainerFact]
    public void A_user_the_map_does_not_have_is_refused()
    {
        Assert.Equal(1, Container(spec => spec.UserNamespace(size: 10).WithoutMount("/dev/pts")
            .Set("process.user.uid", 5000)).Run().ExitCode);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void The_rlimits_and_the_oom_score_can_be_set_from_outside()
    {
        Facts facts = Facts(spec => spec.UserNamespace().Set("process.oomScoreAdj", 300)
            .Set("process.rlimits", JsonNode.Parse("""[{"type":"RLIMIT_CORE","soft":64,"hard":128}]""")));
        Assert.Equal((64UL, 128UL), facts.Limit("RLIMIT_CORE"));
        Assert.Equal(300, facts.Number("oomScoreAdj"));
    }

    private static JsonArray Mappings(params (int Container, int Host, int Size)[] mappings) =>
        new([.. mappings.Select(mapping => (JsonNode)new JsonObject { ["containerID"] = mapping.Container,
            ["hostID"] = mapping.Host, ["size"] = mapping.Size })]);

    private static string Squeeze(string line) =>
        string.Join(' ', line.Split(' ', System.StringSplitOptions.RemoveEmptyEntries));
}
