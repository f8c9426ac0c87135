// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config.md "POSIX-platform User".</summary>
public sealed class UserTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData(0, 0)]
    [InlineData(1000, 1001)]
    [InlineData(0, 7)]
    [InlineData(2000000000, 2000000001)]
    public void All_ids_of_the_process_are_the_users(long uid, long gid)
    {
        Facts facts = Facts(spec => spec.Set("process.user.uid", uid).Set("process.user.gid", gid));
        Assert.Equal([uid, uid, uid, uid], facts.Numbers("uid"));
        Assert.Equal([gid, gid, gid, gid], facts.Numbers("gid"));
    }

    [ContainerFact]
    public void Additional_groups_are_the_listed_ones() =>
        Assert.Equal([5, 10, 20],
            Facts(spec => spec.Set("process.user.additionalGids", new JsonArray(10, 5, 20))).Numbers("groups"));

    [ContainerFact]
    public void Without_additional_groups_none_of_the_runtimes_are_left()
    {
        Container container = Container();
        Facts facts = container.BeginRun(new Launch { Wrapper = ["setpriv", "--groups", "4,24,46"] })
            .Wait().Succeeded().Facts();
        Assert.DoesNotContain(facts.Numbers("groups"), group => group is 4 or 24 or 46);
    }

    [ContainerTheory]
    [InlineData(null, 0x12)]
    [InlineData(0, 0)]
    [InlineData(0x3f, 0x3f)]
    public void The_umask_is_022_if_no_other_is_set(int? umask, int expected)
    {
        Container container = Container(spec => spec.Set("process.user.umask", umask));
        Facts facts = container.BeginRun(new Launch { Prelude = "umask 0037" }).Wait().Succeeded().Facts();
        Assert.Equal(expected, facts.Number("umask"));
    }

    [ContainerFact]
    public void A_user_other_than_root_can_open_its_stdout_again()
    {
        Container container = Container(spec => spec.Set("process.user.uid", 1000).Set("process.user.gid", 1000)
            .Shell("echo again >/dev/stdout"));
        Assert.Equal("again\n", container.Run().Succeeded().Stdout);
    }

    [ContainerFact]
    public void A_user_other_than_root_cannot_write_what_belongs_to_root()
    {
        Result result = Container(spec => spec.Set("root.readonly", false).Set("process.user.uid", 1000)
            .Args("/bin/probe", "access", "/etc")).Run().Succeeded();
        Assert.Equal("EACCES", (string?)result.Json()["/etc"]!["write"]);
    }

    [ContainerTheory]
    [InlineData(-1)]
    [InlineData(4294967296)]
    public void An_id_that_is_no_id_is_refused(long uid) =>
        Container(spec => spec.Set("process.user.uid", uid)).Run().Failed(1);
}
