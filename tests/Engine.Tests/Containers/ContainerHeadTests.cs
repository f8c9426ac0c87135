// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Engine.Containers;

namespace Husk.Engine.Tests.Containers;

/// <summary>What a list reads of container.json is what the whole of it says.</summary>
public sealed class ContainerHeadTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Directory = "/containers/" + Id;

    private static readonly Container Written = new()
    {
        Id = new string('a', 64),
        Name = "a_\"b",
        Created = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1),
        Config = new ContainerConfig { Image = "busybox", Entrypoint = ["sh", "-c"], Cmd = ["echo \u20ac\n"] },
        HostConfig = new HostConfig(),
    };

    [Fact]
    public void It_agrees_with_the_whole()
    {
        ContainerHead head = Read(ContainerJson.Write(Written));

        Assert.Equal((Written.Name, Written.Created, "busybox"), (head.Name, head.Created, head.Image));
        Assert.Equal(Written.Config.Entrypoint, head.Entrypoint);
        Assert.Equal(Written.Config.Cmd, head.Cmd);
        ContainerConfig bare = Written.Config with { Entrypoint = null, Cmd = null };
        Assert.Null(Read(ContainerJson.Write(Written with { Config = bare })).Entrypoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Id\":\"a\",\"Name\":7}")]
    [InlineData("{\"Name\":\"a\",\"Created\":\"never\",\"Config\":{}}")]
    [InlineData("{\"Name\":\"a\",\"Created\":\"2024-05-06T07:08:09+00:00\",\"Config\":{\"Image\":\"x")]
    public void What_is_damaged_is_told_with_its_path(string json)
    {
        var damaged = Assert.Throws<EngineException>(() => Read(Encoding.UTF8.GetBytes(json)));
        Assert.StartsWith(
            $"container {Id} is damaged: {Directory}/container.json: ", damaged.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            $": what it wrote is still in {Directory}/upper; husk rm -f 0123456789ab removes it", damaged.Message,
            StringComparison.Ordinal);
    }

    private static ContainerHead Read(byte[] json) => ContainerHead.Read(json, Directory + "/container.json");
}
