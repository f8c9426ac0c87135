// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

/// <summary>The name server in a monitor. What it answers is tested in Networks.Tests; here, that it is
/// there.</summary>
public sealed class NameTests : IDisposable
{
    private readonly SpawnedProcess _sandbox = Spawn.Start(new SpawnRequest
    {
        Program = "/usr/bin/unshare",
        Arguments = ["--net", "/bin/sh", "-c", "busybox ip link set lo up; exec sleep 300"],
    });

    public void Dispose()
    {
        PidFd.SendSignal(_sandbox.Fd, SIGKILL);
        _sandbox.Wait();
        _sandbox.Dispose();
    }

    [Fact]
    public void A_container_finds_another_by_name_in_every_run()
    {
        using Bundle bundle = Networked("nslookup db 127.0.0.11; exit 1");
        using MonitorProcess monitor = new MonitorProcess(bundle, order => order with
        {
            Dns = new DnsOrder { Run = bundle.Scratch.Path, Servers = ["127.0.0.1"] },
            Restart = new RestartPolicy { Name = "on-failure", MaximumRetryCount = 1 },
        }).Begin();
        monitor.Starter.UntilExit();
        monitor.Starter.UntilExit();

        Assert.Equal(
            2, monitor.Starter.Text.Split('\n').Count(line => line.Contains("10.9.8.7", StringComparison.Ordinal)));
    }

    [Fact]
    public void Without_the_network_namespace_nothing_is_started()
    {
        using var bundle = new Bundle("true");
        using MonitorProcess monitor = new MonitorProcess(
            bundle, order => order with { Dns = new DnsOrder { Run = "/nosuch" } }).Begin();

        Assert.Contains("/nosuch/netns/", ProtocolJson.ParseFailure(monitor.Starter.Until(FrameKind.Failed)).Message,
            StringComparison.Ordinal);
    }

    // As the networks' store leaves it for the monitor, in a namespace that has loopback alone, and the way to its
    // port.
    private Bundle Networked(string script)
    {
        string ns = $"/proc/{_sandbox.Pid}/ns/net";
        Eventually.True(() => File.ResolveLinkTarget(ns, false)?.Name != File.ResolveLinkTarget(
            "/proc/self/ns/net", false)?.Name, "a network namespace");
        Eventually.True(
            () => Linux.Tests.Command.Output("nsenter", $"--net={ns}", "busybox", "ip", "link", "show", "lo")
                .Contains(",UP", StringComparison.Ordinal), "loopback");
        Linux.Tests.Command.Output("nsenter", $"--net={ns}", "nft",
            "add table ip t; add chain ip t o { type nat hook output priority -100; }; add rule ip t o ip daddr 127.0.0.11 udp dport 53 dnat to 127.0.0.11:61053");
        var bundle = new Bundle();
        bundle.Write(["sh", "-c", script], change: spec => spec with
        {
            Linux = spec.Linux! with
            {
                Namespaces = [.. spec.Linux.Namespaces.Where(each => each.Type != "network"), new Namespace
                {
                    Type = "network",
                    Path = ns,
                }],
            },
        });
        File.CreateSymbolicLink(Path.Combine(bundle.Scratch["bundle/rootfs"], "bin/nslookup"), "busybox");
        foreach (string directory in (string[])["netns", "networks/sandboxes"])
            Directory.CreateDirectory(bundle.Scratch[directory]);
        File.CreateSymbolicLink(bundle.Scratch["netns/" + bundle.Id], ns);
        File.WriteAllText(bundle.Scratch[$"networks/sandboxes/{bundle.Id}.json"],
            $$"""{"containerId":"{{bundle.Id}}","name":"web","networks":["n1"],"ports":[]}""");
        File.WriteAllText(bundle.Scratch["networks/n1.json"], $$"""
            {"endpoints":[
              {"id":"1","networkId":"n1","network":"front","containerId":"{{bundle.Id}}","name":"web","ipv4":"10.9.8.6"},
              {"id":"2","networkId":"n1","network":"front","containerId":"other","name":"database","aliases":["db"],"ipv4":"10.9.8.7"}],
             "lastIpv4":"10.9.8.7"}
            """);
        return bundle;
    }
}
