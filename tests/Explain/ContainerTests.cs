// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Husk.Linux.Tests;
using Husk.RunFlags;

namespace Husk.Explain;

/// <summary><c>husk explain CONTAINER</c> against what the kernel says of it.</summary>
public sealed class ContainerTests : IClassFixture<HuskFixture>, IDisposable
{
    private readonly HuskFixture _husk;
    private readonly string _id;

    public ContainerTests(HuskFixture husk)
    {
        _husk = husk;
        _id = husk.Output("run", "-d", "--name", "seen", "--cgroup-parent", husk.CgroupParent, "-m", "64m",
            "--cap-drop", "KILL", "--pid", "host",
            "-p", "18082:80", "-v", "kept:/kept", "busybox", "sh", "-c",
            "echo mine >/etc/mine; rm /etc/passwd; printf ready >/tmp-ready; exec sleep 1000").Trim();
        Command.Shell($"for i in $(seq 100); do [ -e {husk.Scratch["root"]}/containers/{_id}/upper/tmp-ready ] && exit 0; sleep 0.1; done; exit 1");
    }

    public void Dispose() => _husk.Run("rm", "--force", "--volumes", _id);

    [Fact]
    public void A_running_container_is_as_the_kernel_says()
    {
        using JsonDocument document = Explained("explain", "--format", "json", "seen");
        JsonElement container = document.RootElement;
        int pid = container.GetProperty("pid").GetInt32();
        string status = File.ReadAllText($"/proc/{pid}/status");

        Assert.Equal("running", container.GetProperty("status").GetString());
        Assert.Equal("sleep 1000", container.GetProperty("processes")[0].GetProperty("command").GetString());
        foreach (JsonElement each in container.GetProperty("namespaces").EnumerateArray())
        {
            string file = each.GetProperty("type")
                .GetString()! switch
            { "mount" => "mnt", "network" => "net", var type => type };
            Assert.Equal(Link(pid, file), $"{file}:[{each.GetProperty("inode").GetUInt64()}]");
            Assert.Equal(Link(Environment.ProcessId, file) == Link(pid, file),
                Texts(each.GetProperty("sharedWith")).Contains("host"));
        }

        Assert.Equal(
            Command.Output("capsh", "--decode=" + Field(status, "CapEff")).Trim().Split('=')[1].Split(',').Order(),
            Texts(container.GetProperty("rights").GetProperty("effective")).Select(name => "cap_" + name).Order());
        Assert.Contains("mount", Texts(container.GetProperty("rights").GetProperty("refused")));
        Assert.DoesNotContain("read", Texts(container.GetProperty("rights").GetProperty("refused")));
        JsonElement memory = container.GetProperty("limits").EnumerateArray()
            .Single(limit => limit.GetProperty("name").GetString() == "memory");
        Assert.Equal(64 << 20, memory.GetProperty("limit").GetDouble());
        Assert.InRange(memory.GetProperty("use").GetDouble(), 1, 64 << 20);
        Assert.Equal(
            File.ReadLines($"/proc/{pid}/mountinfo").Select(line => line.Split(' ')[4]).Order(StringComparer.Ordinal),
            container.GetProperty("mounts").EnumerateArray().Select(mount => mount.GetProperty("target").GetString())
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/etc/mine", 0, "the writable layer: the container's own")]
    [InlineData("/etc/passwd", 0, "removed in the container, by a whiteout")]
    [InlineData("/etc/group", 1, "layer 1 of the image")]
    [InlineData("/kept/x", -1, "the mount at /kept: the volume kept")]
    [InlineData("/no/such", -1, "there is no such file, in no layer")]
    [InlineData("/etc/../etc/./group", 1, "layer 1 of the image")]
    public void A_file_comes_from_a_layer(string path, int layer, string origin)
    {
        using JsonDocument document = Explained("explain", "--format", "json", "seen", path);
        JsonElement file = document.RootElement.GetProperty("files")[0];

        Assert.Equal((layer, origin), (file.GetProperty("layer").GetInt32(), file.GetProperty("origin").GetString()));
    }

    [Fact]
    public void Its_network_is_the_one_it_has()
    {
        using JsonDocument document = Explained("explain", "network", "--format", "json", "seen");
        JsonElement endpoint = document.RootElement.GetProperty("endpoints")[0],
        port = document.RootElement.GetProperty("ports")[0];
        string inside = _husk.Output("exec", "seen", "ip", "-o", "addr", "show", "eth0");

        Assert.Contains(endpoint.GetProperty("addresses")[0].GetString()!, inside);
        Assert.Contains("master " + endpoint.GetProperty("bridge").GetString(),
            Command.Output("ip", "link", "show", endpoint.GetProperty("peer").GetString()!));
        Assert.Equal("0.0.0.0:18082", port.GetProperty("host").GetString());
        Assert.All(port.GetProperty("reach").EnumerateArray(),
            reach => Assert.True(reach.GetProperty("reaches").GetBoolean()));
        Assert.Contains("dnat", Texts(document.RootElement.GetProperty("rules"))[1]);
    }

    [Fact]
    public void One_that_is_stopped_is_explained_by_what_it_was_told()
    {
        _husk.Output("stop", "-t", "0", "seen");

        string text = _husk.Output("explain", "seen");

        Assert.Contains("status     exited\n", text);
        Assert.Contains("  pid      shared with host ", text.Replace("pid        shared", "pid      shared"));
        Assert.Contains("at most 64MiB", text);
        Assert.Contains("the volume kept", text);
        Assert.Contains("none now: it is made when the container starts", text);
    }

    private JsonDocument Explained(params string[] words) => JsonDocument.Parse(_husk.Output(words));

    private static string Link(int pid, string file) => new FileInfo($"/proc/{pid}/ns/{file}").LinkTarget!;

    private static string Field(string status, string name) =>
        status.Split('\n').Single(line => line.StartsWith(name + ":", StringComparison.Ordinal)).Split('\t')[1];

    private static string[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];
}
