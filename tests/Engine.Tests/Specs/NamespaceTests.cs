// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

public sealed class NamespaceTests
{
    [Fact]
    public void Host_modes_leave_a_namespace_out()
    {
        Assert.DoesNotContain("network", Types(new HostConfig { NetworkMode = "host" }));
        Assert.DoesNotContain("pid", Types(new HostConfig { PidMode = "host" }));
        Assert.DoesNotContain("ipc", Types(new HostConfig { IpcMode = "host" }));
        Assert.DoesNotContain("uts", Types(new HostConfig { UTSMode = "host" }));
        Assert.DoesNotContain("cgroup", Types(new HostConfig { CgroupnsMode = "host" }));
        Assert.Contains("cgroup", Types(new HostConfig { CgroupnsMode = "private" }));
    }

    [Fact]
    public void Another_containers_namespaces_are_joined()
    {
        SpecRequest request = Request.Of(new HostConfig
        {
            NetworkMode = "container:x",
            PidMode = "container:x",
            IpcMode = "container:x",
        }) with
        {
            NetworkNamespace = "/proc/7/ns/net",
            PidNamespace = "/proc/7/ns/pid",
            IpcNamespace = "/proc/7/ns/ipc",
            SharedMemory = "/shm/of/x",
        };
        RuntimeSpec spec = SpecBuilder.Build(request);
        var joined = spec.Linux!.Namespaces.Where(one => one.Path.Length > 0)
            .ToDictionary(one => one.Type, one => one.Path);
        Assert.Equal("/proc/7/ns/net", joined["network"]);
        Assert.Equal("/proc/7/ns/pid", joined["pid"]);
        Assert.Equal("/proc/7/ns/ipc", joined["ipc"]);
        Assert.Equal("/shm/of/x", Assert.Single(spec.Mounts, one => one.Destination == "/dev/shm").Source);
    }

    [Fact]
    public void A_prepared_network_namespace_is_joined() =>
        Assert.Equal("/run/husk/netns/x",
            SpecBuilder.Build(Request.Of() with { NetworkNamespace = "/run/husk/netns/x" }).Linux!.Namespaces.Single(
                one => one.Type == "network").Path);

    [Fact]
    public void With_the_hosts_names_no_name_is_set()
    {
        RuntimeSpec spec = Request.Spec(new HostConfig { UTSMode = "host" });
        Assert.Equal("", spec.Hostname);
    }

    [Fact]
    public void Shared_memory_follows_the_ipc_mode()
    {
        Assert.DoesNotContain(Request.Spec(new HostConfig
        {
            IpcMode = "none",
        }).Mounts, one => one.Destination == "/dev/shm");
        Assert.Equal("/dev/shm",
            Request.Spec(new HostConfig { IpcMode = "host" }).Mounts.Single(
                one => one.Destination == "/dev/shm").Source);
        Assert.Contains("size=1048576",
            Request.Spec(new HostConfig { ShmSize = 1 << 20 }).Mounts.Single(
                one => one.Destination == "/dev/shm").Options);
    }

    private static string[] Types(HostConfig host) => [.. Request.Spec(host).Linux!.Namespaces.Select(one => one.Type)];
}
