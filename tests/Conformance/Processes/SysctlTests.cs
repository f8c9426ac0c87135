// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>
/// runtime-spec, config-linux.md "Sysctl": only what a namespace of the container's own keeps to itself.
/// </summary>
public sealed class SysctlTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("net.ipv4.ip_forward", "1")]
    [InlineData("net.ipv4.ip_unprivileged_port_start", "80")]
    [InlineData("kernel.shm_rmid_forced", "1")]
    [InlineData("kernel.msgmax", "4096")]
    [InlineData("kernel.sem", "32000\t1024000000\t500\t3200")]
    [InlineData("fs.mqueue.msg_max", "77")]
    public void A_namespaced_key_is_set_inside_and_only_there(string key, string value)
    {
        string path = "/proc/sys/" + key.Replace('.', '/');
        string host = File.ReadAllText(path);
        Container container = Container(spec => spec.Args("/bin/probe", "sysctl", key));
        container.Spec["linux.sysctl"] = new System.Text.Json.Nodes.JsonObject { [key] = value.Replace('\t', ' ') };
        Assert.Equal(value, (string?)container.Run().Succeeded().Json()[key]);
        Assert.Equal(host, File.ReadAllText(path));
    }

    [ContainerFact]
    public void A_key_may_be_written_with_slashes()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sysctl", "net.ipv4.ip_forward"));
        container.Spec["linux.sysctl"] = new System.Text.Json.Nodes.JsonObject { ["net/ipv4/ip_forward"] = "1" };
        Assert.Equal("1", (string?)container.Run().Succeeded().Json()["net.ipv4.ip_forward"]);
    }

    [ContainerFact]
    public void Without_any_a_new_namespace_has_the_kernels_default()
    {
        Result result = Container(spec => spec.Args("/bin/probe", "sysctl", "net.ipv4.ip_unprivileged_port_start"))
            .Run().Succeeded();
        Assert.Equal("1024", (string?)result.Json()["net.ipv4.ip_unprivileged_port_start"]);
    }

    [ContainerTheory]
    [InlineData("kernel.panic")]
    [InlineData("vm.swappiness")]
    [InlineData("kernel.hostname")]
    [InlineData("kernel.core_pattern")]
    [InlineData("fs.file-max")]
    [InlineData("kernel.shmmax.x")]
    public void A_key_of_the_whole_host_is_refused_by_name(string key)
    {
        Refused(key, spec => { });
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("net.ipv4.ip_forward", "network")]
    [InlineData("kernel.shm_rmid_forced", "ipc")]
    [InlineData("fs.mqueue.msg_max", "ipc")]
    public void A_namespaced_key_without_the_namespace_is_refused_by_name(string key, string type) =>
        Refused(key, spec => spec.WithoutNamespace(type));

    [ContainerFact]
    public void A_network_key_is_refused_when_the_joined_namespace_is_the_hosts() =>
        Refused("net.ipv4.ip_forward", spec => spec.Namespace("network", "/proc/self/ns/net"));

    private void Refused(string key, System.Action<Spec> edit)
    {
        Container container = Container(edit);
        container.Spec["linux.sysctl"] = new System.Text.Json.Nodes.JsonObject { [key] = "1" };
        container.Run().Failed(1, key);
    }
}
