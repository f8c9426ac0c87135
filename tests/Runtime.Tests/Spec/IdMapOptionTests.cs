// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Tests.Spec;

public class IdMapOptionTests
{
    [Fact]
    public void The_value_becomes_the_mounts_mappings()
    {
        Mount mount = Expanded("ro", "ridmap=uids=0-1000-10#10-2000-5;gids=7-8-1");

        Assert.Equal(["ro", "ridmap"], mount.Options);
        Assert.Equal([(0u, 1000u, 10u), (10u, 2000u, 5u)], Tuples(mount.UidMappings));
        Assert.Equal([(7u, 8u, 1u)], Tuples(mount.GidMappings));
    }

    [Fact]
    public void Other_options_stay_as_they_are()
    {
        var spec = new RuntimeSpec { Mounts = [new Mount { Options = ["idmap", "size=1k", "idmapped=x"] }] };

        Assert.Same(spec, IdMapOption.Expand(spec));
    }

    [Theory]
    [InlineData("idmap=0-1-2", "neither uids=... nor gids=...")]
    [InlineData("idmap=uids=0-1", "\"0-1\" is not three numbers")]
    [InlineData("idmap=uids=0-1-x", "\"0-1-x\" is not three numbers")]
    [InlineData("idmap=uids=@0-1-2;gids=0-1-2", "\"@0-1-2\" is not three numbers")]
    public void What_cannot_be_read_is_named(string option, string why)
    {
        SpecException refusal = Assert.Throws<SpecException>(() => Expanded(option));

        Assert.StartsWith("$.mounts[0].options[0]", refusal.Message);
        Assert.Contains(why, refusal.Message);
    }

    private static Mount Expanded(params string[] options) =>
        IdMapOption.Expand(new RuntimeSpec { Mounts = [new Mount { Options = options }] }).Mounts[0];

    private static (uint, uint, uint)[] Tuples(IdMapping[] maps) =>
        System.Array.ConvertAll(maps, map => (map.ContainerId, map.HostId, map.Size));
}
