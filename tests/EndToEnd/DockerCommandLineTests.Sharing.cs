// SPDX-License-Identifier: Apache-2.0
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>Namespaces of others, and options that reach the runtime.</summary>
public abstract partial class DockerCommandLineTests
{
    [Fact]
    public void A_container_joins_the_namespaces_of_another()
    {
        using Container first = Engine.Start(Options("--ipc", "shareable"), "sleep", "300");
        const string Namespaces = "for n in net ipc pid; do readlink /proc/self/ns/$n; done";
        string target = "container:" + first.Name;
        Result result = Engine.Run(
            Options("--network", target, "--ipc", target, "--pid", target), "sh", "-c", Namespaces + "; ps -o args");
        Assert.StartsWith(first.Shell(Namespaces).Succeeded().Stdout, result.Succeeded().Stdout);
        Assert.Contains("sleep 300", result.Stdout);
    }

    [Fact]
    public void Containers_of_a_bridge_reach_each_other()
    {
        using Container first = Engine.Start("sh", "-c", "while :; do echo reached | nc -l -p 7000; done");
        string address = CommandLine.Inspect(first.Name, "{{.NetworkSettings.IPAddress}}");
        Result result = Engine.Run(
            "sh", "-c", $"for i in $(seq 50); do nc -w 5 {address} 7000 < /dev/null && exit; sleep 0.1; done");
        Assert.Equal("reached\n", result.Succeeded().Stdout);
    }

    [Fact]
    public void Without_a_network_there_is_the_loopback()
    {
        Result result = Engine.Run(
            Options("--network", "none"), "sh", "-c", "ls /sys/class/net; ip link show lo | grep -o LOOPBACK,UP");
        Assert.Equal("lo\nLOOPBACK,UP\n", result.Succeeded().Stdout);
    }

    [Fact]
    public void A_namespace_of_the_host_is_the_engines()
    {
        string[] command = ["sh", "-c", "for n in net ipc uts pid; do readlink /proc/self/ns/$n; done"];
        Result host = Engine.Ground.Enter(Launch.Default, command).Wait();
        Result result =
            Engine.Run(Options("--network", "host", "--ipc", "host", "--uts", "host", "--pid", "host"), command);
        Assert.Equal(host.Stdout, result.Succeeded().Stdout);
    }

    [Fact]
    public void Every_process_of_a_container_without_a_pid_namespace_ends_with_it()
    {
        using Container container =
            Engine.Start(Options("--pid", "host"), "sh", "-c", "trap '' TERM; sleep 300 & sleep 300 & wait");
        Eventually.True(() => Engine.CountByStatistics(container.Name) == 3, "three processes");
        container.Remove();
        Engine.AssertNothingLeft();
    }

    [Fact]
    public void Without_a_seccomp_profile_there_is_no_filter()
    {
        Result result = Engine.Run(WithProbe("--security-opt", "seccomp=unconfined"), "sh", "-c",
            "grep Seccomp: /proc/self/status; " + FixAddresses).Succeeded();
        Assert.StartsWith("Seccomp:\t0\n", result.Stdout);
        Assert.Contains("\"result\":0", result.Stdout);
    }

    [Theory]
    [InlineData("id -G", "0 7 8", "--group-add", "7", "--group-add", "8")]
    [InlineData("hostname", "somebody", "--hostname", "somebody")]
    [InlineData("ulimit -n; ulimit -Hn", "100\n200", "--ulimit", "nofile=100:200", "--ulimit", "nproc=8192:8192")]
    [InlineData("cat /proc/self/oom_score_adj", "500", "--oom-score-adj", "500")]
    [InlineData("cat /proc/sys/net/ipv4/ip_default_ttl", "77", "--sysctl", "net.ipv4.ip_default_ttl=77")]
    [InlineData("stat -c %a /scratch; stat -f -c %T /scratch", "1770\ntmpfs", "--tmpfs", "/scratch:mode=1770,size=1m")]
    [InlineData("df -k /dev/shm | awk 'NR == 2 { print $2 }'", "8192", "--shm-size", "8m")]
    [InlineData(
        "grep CapEff /proc/self/status | cut -f2", "0000000000000001", "--cap-drop", "ALL", "--cap-add", "CHOWN")]
    [InlineData("grep NoNewPrivs /proc/self/status | cut -f2", "1", "--security-opt", "no-new-privileges")]
    [InlineData("stat -c %t:%T /dev/again", "1:3", "--device", "/dev/null:/dev/again:rw")]
    public void An_option_has_its_effect(string script, string expected, params string[] words) =>
        Assert.Equal(expected + "\n", Engine.Run(Options(words), "sh", "-c", script).Succeeded().Stdout);
}
