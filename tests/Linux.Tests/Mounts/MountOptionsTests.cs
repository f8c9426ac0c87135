// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Mounts;

namespace Husk.Linux.Tests.Mounts;

/// <summary>
/// One row per option of runtime-spec's "Linux mount options"; the numbers are those of linux/mount.h.
/// </summary>
public class MountOptionsTests
{
    [Theory]
    [InlineData("ro", 0x1, "rw")]
    [InlineData("nosuid", 0x2, "suid")]
    [InlineData("nodev", 0x4, "dev")]
    [InlineData("noexec", 0x8, "exec")]
    [InlineData("sync", 0x10, "async")]
    [InlineData("mand", 0x40, "nomand")]
    [InlineData("nosymfollow", 0x100, "symfollow")]
    [InlineData("noatime", 0x400, "atime")]
    [InlineData("nodiratime", 0x800, "diratime")]
    [InlineData("silent", 0x8000, "loud")]
    [InlineData("relatime", 0x200000, "norelatime")]
    [InlineData("iversion", 0x800000, "noiversion")]
    [InlineData("strictatime", 0x1000000, "nostrictatime")]
    [InlineData("lazytime", 0x2000000, "nolazytime")]
    public void A_flag_is_set_by_its_name_and_cleared_by_its_opposite(string sets, ulong flag, string clears)
    {
        MountOptions set = MountOptions.Parse(sets);
        Assert.Equal((flag, 0UL), (set.MsFlagsSet, set.MsFlagsCleared));

        MountOptions cleared = MountOptions.Parse(clears);
        Assert.Equal((0UL, flag), (cleared.MsFlagsSet, cleared.MsFlagsCleared));

        MountOptions clearedLast = MountOptions.Parse(sets, clears);
        Assert.Equal((0UL, flag), (clearedLast.MsFlagsSet, clearedLast.MsFlagsCleared));

        MountOptions setLast = MountOptions.Parse(clears, sets);
        Assert.Equal((flag, 0UL), (setLast.MsFlagsSet, setLast.MsFlagsCleared));

        Assert.All([set, cleared, clearedLast, setLast], parsed => Assert.Empty(parsed.Data));
    }

    [Theory]
    [InlineData("dirsync", 0x80)]
    [InlineData("bind", 0x1000)]
    [InlineData("rbind", 0x1000 | 0x4000)]
    [InlineData("remount", 0x20)]
    public void A_flag_without_an_opposite_is_set_by_its_name(string option, ulong flag)
    {
        MountOptions parsed = MountOptions.Parse(option);

        Assert.Equal(flag, parsed.MsFlagsSet);
        Assert.Equal(0UL, parsed.MsFlagsCleared);
        Assert.Empty(parsed.Data);
        Assert.Equal(0UL, MountOptions.Parse().MsFlagsSet);
    }

    [Theory]
    [InlineData("unbindable", 0x20000)]
    [InlineData("runbindable", 0x20000 | 0x4000)]
    [InlineData("private", 0x40000)]
    [InlineData("rprivate", 0x40000 | 0x4000)]
    [InlineData("slave", 0x80000)]
    [InlineData("rslave", 0x80000 | 0x4000)]
    [InlineData("shared", 0x100000)]
    [InlineData("rshared", 0x100000 | 0x4000)]
    public void Propagation_is_kept_apart_from_the_flags(string option, ulong flags)
    {
        MountOptions parsed = MountOptions.Parse(option);

        Assert.Equal([flags], parsed.Propagation);
        Assert.Equal(0UL, parsed.MsFlagsSet);
        Assert.True(parsed.BindAttributes.IsEmpty);
    }

    [Fact]
    public void Propagation_keeps_its_order() =>
        Assert.Equal([0x80000UL, 0x104000UL], MountOptions.Parse("slave", "ro", "rshared").Propagation);

    [Theory]
    [InlineData("rro", 0x1, "rrw")]
    [InlineData("rnosuid", 0x2, "rsuid")]
    [InlineData("rnodev", 0x4, "rdev")]
    [InlineData("rnoexec", 0x8, "rexec")]
    [InlineData("rnodiratime", 0x80, "rdiratime")]
    [InlineData("rnosymfollow", 0x200000, "rsymfollow")]
    public void A_recursive_attribute_is_set_by_its_name_and_cleared_by_its_opposite(
        string sets, ulong attribute, string clears)
    {
        Assert.Equal(new MountAttributes(attribute, 0), MountOptions.Parse(sets).RecursiveAttributes);
        Assert.Equal(new MountAttributes(0, attribute), MountOptions.Parse(clears).RecursiveAttributes);
        Assert.Equal(new MountAttributes(0, attribute), MountOptions.Parse(sets, clears).RecursiveAttributes);
        Assert.Equal(new MountAttributes(attribute, 0), MountOptions.Parse(clears, sets).RecursiveAttributes);
        Assert.Equal(
            0UL, MountOptions.Parse(sets, clears).MsFlagsSet | MountOptions.Parse(sets, clears).MsFlagsCleared);
    }

    // MOUNT_ATTR__ATIME is 0x70: relatime 0, noatime 0x10, strictatime 0x20.
    [Theory]
    [InlineData("rrelatime", 0x0)]
    [InlineData("rnorelatime", 0x0)]
    [InlineData("rnoatime", 0x10)]
    [InlineData("ratime", 0x0)]
    [InlineData("rstrictatime", 0x20)]
    [InlineData("rnostrictatime", 0x0)]
    [InlineData("rnoatime rstrictatime", 0x20)]
    [InlineData("rstrictatime rrelatime", 0x0)]
    [InlineData("rnoatime ratime", 0x0)]
    [InlineData("rnoatime rnostrictatime", 0x10)]
    [InlineData("rstrictatime rnorelatime", 0x20)]
    public void Recursive_access_time_replaces_the_whole_field(string options, ulong field) =>
        Assert.Equal(new MountAttributes(field, 0x70), MountOptions.Parse(options.Split(' ')).RecursiveAttributes);

    [Fact]
    public void Recursive_nodiratime_goes_with_any_access_time() =>
        Assert.Equal(
            new MountAttributes(0xA0, 0x70), MountOptions.Parse("rnodiratime", "rstrictatime").RecursiveAttributes);

    [Fact]
    public void Recursive_attributes_do_not_touch_the_mount_itself()
    {
        MountOptions parsed = MountOptions.Parse("rbind", "rro");

        Assert.True(parsed.Attributes.IsEmpty);
        Assert.True(parsed.BindAttributes.IsEmpty);
        Assert.Empty(parsed.SuperblockFlags);
    }

    [Theory]
    [InlineData("idmap", IdMapKind.Mount)]
    [InlineData("ridmap", IdMapKind.Tree)]
    [InlineData("ro", IdMapKind.None)]
    [InlineData("idmap ridmap", IdMapKind.Tree)]
    public void Id_mapping_is_never_a_flag_nor_data(string options, IdMapKind kind)
    {
        MountOptions parsed = MountOptions.Parse(options.Split(' '));

        Assert.Equal(kind, parsed.IdMap);
        Assert.Empty(parsed.Data);
    }

    [Theory]
    [InlineData("tmpcopyup", MountExtras.TmpCopyUp)]
    [InlineData("copy-symlink", MountExtras.CopySymlink)]
    [InlineData("src-nofollow", MountExtras.SourceNoFollow)]
    [InlineData("dest-nofollow", MountExtras.DestinationNoFollow)]
    [InlineData("ro", MountExtras.None)]
    public void An_extra_is_for_the_runtime_alone(string option, MountExtras extra)
    {
        MountOptions parsed = MountOptions.Parse(option);

        Assert.Equal(extra, parsed.Extras);
        Assert.Equal(option == "tmpcopyup", parsed.TmpCopyUp);
        Assert.Empty(parsed.Data);
        Assert.Equal(extra == MountExtras.None ? 1UL : 0UL, parsed.MsFlagsSet);
    }

    [Fact]
    public void Defaults_says_nothing()
    {
        MountOptions parsed = MountOptions.Parse("nosuid", "defaults");

        Assert.Equal(0x2UL, parsed.MsFlagsSet);
        Assert.Equal(0UL, parsed.MsFlagsCleared);
        Assert.Empty(parsed.Data);
        Assert.Empty(parsed.Parameters);
    }

    [Theory]
    [InlineData("bind", true, false, false)]
    [InlineData("rbind", true, true, false)]
    [InlineData("remount", false, false, true)]
    [InlineData("nosuid", false, false, false)]
    public void The_kind_of_mount_can_be_asked_for(string option, bool bind, bool recursive, bool remount)
    {
        MountOptions parsed = MountOptions.Parse(option);

        Assert.Equal((bind, recursive, remount), (parsed.Bind, parsed.Recursive, parsed.Remount));
    }

    [Fact]
    public void Every_option_of_the_specification_is_known()
    {
        const string specification =
            "async atime bind defaults dev diratime dirsync exec iversion lazytime loud mand noatime nodev nodiratime "
            + "noexec noiversion nolazytime nomand norelatime nostrictatime nosuid nosymfollow private ratime rbind rdev "
            + "rdiratime relatime remount rexec rnoatime rnodiratime rnoexec rnorelatime rnostrictatime rnosuid "
            + "rnosymfollow ro rprivate rrelatime rro rrw rshared rslave rstrictatime rsuid rsymfollow runbindable rw "
            + "shared silent slave strictatime suid symfollow sync tmpcopyup unbindable idmap ridmap";
        HashSet<string> known = [.. MountOptionTable.Names];

        Assert.All(specification.Split(' '), option => Assert.Contains(option, known));
        Assert.Equal(known.Count, MountOptionTable.Names.Count());
        Assert.All(known, option => Assert.Empty(MountOptions.Parse(option).Data));
    }
}
