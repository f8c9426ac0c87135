// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Mounts;

namespace Husk.Linux.Tests.Mounts;

public class MountParametersTests
{
    [Fact]
    public void What_the_table_does_not_know_is_the_filesystems_in_order()
    {
        MountOptions parsed = MountOptions.Parse("nosuid", "mode=755", "strictatime", "size=65536k", "usrquota");

        Assert.Equal("mode=755,size=65536k,usrquota", parsed.Data);
        Assert.Equal(
            [new("mode", "755"), new("size", "65536k"), new MountParameter("usrquota", null)], parsed.Parameters);
    }

    [Theory]
    [InlineData("size=1k,mode=700", "size", "1k", "mode", "700")]
    [InlineData("a=b=c,d", "a", "b=c", "d", null)]
    [InlineData("empty=,x", "empty", "", "x", null)]
    [InlineData(",,x,,y,", "x", null, "y", null)]
    [InlineData("=nameless,x,y", "x", null, "y", null)]
    [InlineData("lowerdir=/a\\,b,upperdir=/c", "lowerdir", "/a\\,b", "upperdir", "/c")]
    [InlineData("context=\"system_u:object_r:tmp_t:s0:c1,c2\",mode=1", "context", "system_u:object_r:tmp_t:s0:c1,c2",
        "mode", "1")]
    public void One_string_with_commas_is_cut_as_mount_2_cuts_it(
        string option, string key1, string? value1, string key2, string? value2) =>
        Assert.Equal([new(key1, value1), new MountParameter(key2, value2)], MountOptions.Parse(option).Parameters);

    [Fact]
    public void An_empty_option_is_nothing()
    {
        Assert.Empty(MountOptions.Parse("").Parameters);
        Assert.Equal("x", MountOptions.Parse("", "x").Data);
    }

    [Theory]
    [InlineData("RO")]
    [InlineData("ro ")]
    [InlineData("nouser")]
    public void A_name_must_match_exactly(string option)
    {
        MountOptions parsed = MountOptions.Parse(option);

        Assert.Equal(option, parsed.Data);
        Assert.Equal(0UL, parsed.MsFlagsSet);
    }

    [Theory]
    [InlineData("ro", "ro")]
    [InlineData("sync", "sync")]
    [InlineData("dirsync", "dirsync")]
    [InlineData("lazytime", "lazytime")]
    [InlineData("mand", "mand")]
    public void A_superblock_flag_goes_to_fsconfig_by_name(string option, string name)
    {
        Assert.Equal([new MountParameter(name, null)], MountOptions.Parse(option).SuperblockFlags);
        Assert.Empty(MountOptions.Parse("nosuid").SuperblockFlags);
    }

    [Theory]
    [InlineData("rw", "rw")]
    [InlineData("async", "async")]
    [InlineData("nolazytime", "nolazytime")]
    [InlineData("nomand", "nomand")]
    public void A_cleared_superblock_flag_matters_to_a_remount_only(string option, string name)
    {
        Assert.Empty(MountOptions.Parse(option).SuperblockFlags);
        Assert.Equal([new MountParameter(name, null)], MountOptions.Parse("remount", option).SuperblockFlags);
    }

    [Theory]
    [InlineData("silent", 0x8000)]
    [InlineData("iversion", 0x800000)]
    [InlineData("iversion noiversion", 0)]
    [InlineData("sync", 0)]
    public void What_fsconfig_has_no_name_for_is_left_for_mount_2(string options, ulong flags)
    {
        MountOptions parsed = MountOptions.Parse(options.Split(' '));

        Assert.Equal(flags, parsed.FlagsWithoutFsconfig);
        Assert.DoesNotContain(
            parsed.SuperblockFlags, flag => flag.Key.EndsWith("silent") || flag.Key.EndsWith("version"));
    }
}
