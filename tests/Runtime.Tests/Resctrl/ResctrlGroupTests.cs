// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Resctrl;

namespace Husk.Runtime.Tests.Resctrl;

/// <summary>
/// runtime-spec config-linux.md, "IntelRdt", below a directory that stands for resctrl: few machines have one. Where
/// the kernel makes files in a new group, here they are made when they are written.
/// </summary>
public sealed class ResctrlGroupTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("husk-resctrl-").FullName;

    [Fact]
    public void Without_a_name_the_group_is_the_containers_and_goes_with_it()
    {
        ResctrlGroup group = Make(new IntelRdt { L3CacheSchema = "L3:0=f" }, out string[] made);
        Assert.Equal((In("web"), In("web")), (group.Directory, Assert.Single(made)));
        Assert.Equal("L3:0=f\n", Read("web/schemata"));
        ResctrlGroup.Enter(group.Directories, 4711);
        Assert.Equal("4711", Read("web/tasks"));
        EmptyLikeTheKernel("web");
        ResctrlGroup.Remove(made);
        Assert.False(Directory.Exists(In("web")));
    }

    [Fact]
    public void The_cache_comes_before_the_bandwidth_and_the_schemata_come_last()
    {
        Make(
            new IntelRdt { MemBwSchema = "MB:0=20", L3CacheSchema = "L3:0=f", Schemata = ["L2:0=f", "L3:0=7"] }, out _);
        Assert.Equal("L3:0=f\nMB:0=20\nL2:0=f\nL3:0=7\n", Read("web/schemata"));
    }

    [Fact]
    public void Without_any_schema_none_is_written()
    {
        Make(new IntelRdt(), out _);
        Assert.False(File.Exists(In("web/schemata")));
    }

    [Fact]
    public void A_named_group_is_made_for_a_schema_and_stays()
    {
        Make(new IntelRdt { ClosId = "gold", MemBwSchema = "MB:0=20" }, out string[] made);
        Assert.Equal("MB:0=20\n", Read("gold/schemata"));
        Assert.Empty(made);
    }

    [Fact]
    public void A_named_group_without_a_schema_has_to_be_there()
    {
        var refusal = Assert.Throws<SpecException>(() => Make(new IntelRdt { ClosId = "gold" }, out _));
        Assert.Contains("$.linux.intelRdt.closID", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_root));
        Existing("gold", "L3:0=f");
        ResctrlGroup group = Make(new IntelRdt { ClosId = "gold" }, out string[] made);
        Assert.Empty(made);
        Assert.Equal((In("gold"), "L3:0=f"), (group.Directory, Read("gold/schemata")));
    }

    [Theory]
    [InlineData("L3:0=f;1=ff", "MB:0=100\n    L3:0=00f;1=0ff\n", true)]
    [InlineData("L3:1=FF", "L3:0=00f;1=0ff\n", true)]
    [InlineData("L3:0=0", "L3:0=000;1=0ff\n", true)]
    [InlineData("L3:0=e", "L3:0=00f;1=0ff\n", false)]
    [InlineData("L3:2=f", "L3:0=00f;1=0ff\n", false)]
    [InlineData("L3:0=f", "MB:0=100\n", false)]
    public void A_group_that_exists_has_to_have_the_share_that_is_asked_for(string wanted, string there, bool holds)
    {
        Existing("gold", there);
        var rdt = new IntelRdt { ClosId = "gold", L3CacheSchema = wanted };
        if (holds)
        {
            Make(rdt, out _);
            Assert.StartsWith(wanted, Read("gold/schemata"), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(
                In("gold"), Assert.Throws<SpecException>(() => Make(rdt, out _)).Message, StringComparison.Ordinal);
            Assert.Equal(there, Read("gold/schemata"));
        }
    }

    [Fact]
    public void A_slash_is_the_root_group()
    {
        ResctrlGroup group = Make(new IntelRdt { ClosId = "/" }, out string[] made);
        ResctrlGroup.Enter(group.Directories, 4711);
        Assert.Equal("4711", Read("tasks"));
        Assert.Empty(made);
    }

    [Fact]
    public void A_monitored_container_has_a_monitoring_group_of_its_own_in_whatever_group_it_is()
    {
        Existing("gold", "L3:0=f");
        Directory.CreateDirectory(In("gold/mon_groups"));
        ResctrlGroup group = Make(new IntelRdt { ClosId = "gold", EnableMonitoring = true }, out string[] made);
        Assert.Equal(In("gold/mon_groups/web"), Assert.Single(made));
        ResctrlGroup.Enter(group.Directories, 4711);
        Assert.Equal(("4711", "4711"), (Read("gold/tasks"), Read("gold/mon_groups/web/tasks")));
        EmptyLikeTheKernel("gold/mon_groups/web");
        ResctrlGroup.Remove(made);
        Assert.Equal((false, true), (Directory.Exists(In("gold/mon_groups/web")), Directory.Exists(In("gold"))));
    }

    [Fact]
    public void A_monitoring_group_that_cannot_be_made_is_an_error_in_the_kernels_words()
    {
        Existing("gold", "L3:0=f");
        Directory.CreateDirectory(In("info"));
        File.WriteAllText(In("info/last_cmd_status"), "Out of RMIDs\n");
        var refusal = Assert.Throws<Husk.Linux.SyscallException>(
            () => Make(new IntelRdt { ClosId = "gold", EnableMonitoring = true }, out _));
        Assert.Contains("Out of RMIDs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_share_can_be_changed_later()
    {
        Make(new IntelRdt { L3CacheSchema = "L3:0=f" }, out _).SetShare(["L3:0=3", "MB:0=50"]);
        Assert.Equal("L3:0=3\nMB:0=50\n", Read("web/schemata"));
    }

    [Fact]
    public void What_is_gone_already_need_not_be_removed() => ResctrlGroup.Remove([In("web")]);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private ResctrlGroup Make(IntelRdt rdt, out string[] made)
    {
        ResctrlGroup group = ResctrlGroup.In(_root, rdt, "web");
        made = [.. group.ToMake()];
        group.Make(rdt);
        made = [.. group.OwnOf(made)];
        return group;
    }

    private string In(string path) => $"{_root}/{path}";

    private string Read(string path) => File.ReadAllText(In(path));

    private void Existing(string name, string schemata)
    {
        Directory.CreateDirectory(In(name));
        File.WriteAllText(In(name + "/schemata"), schemata);
    }

    /// <summary>The kernel's files go with the directory.</summary>
    private void EmptyLikeTheKernel(string directory) => Array.ForEach(Directory.GetFiles(In(directory)), File.Delete);
}
