// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Mounts;

namespace Husk.Linux.Tests.Mounts;

/// <summary>
/// MOUNT_ATTR_*: RDONLY 1, NOSUID 2, NODEV 4, NOEXEC 8, _ATIME 0x70 (NOATIME 0x10, STRICTATIME 0x20), NODIRATIME 0x80,
/// NOSYMFOLLOW 0x200000. Source: linux/mount.h.
/// </summary>
public class MountAttributesTests
{
    [Theory]
    [InlineData("ro", 0x1)]
    [InlineData("nosuid", 0x2)]
    [InlineData("nodev", 0x4)]
    [InlineData("noexec", 0x8)]
    [InlineData("nosymfollow", 0x200000)]
    public void A_plain_flag_is_an_attribute_of_the_mount(string option, ulong attribute)
    {
        Assert.Equal(new MountAttributes(attribute, 0), MountOptions.Parse(option).Attributes);
        string opposite = option == "ro" ? "rw" : option["no".Length..];
        Assert.Equal(new MountAttributes(0, attribute), MountOptions.Parse(opposite).Attributes);
    }

    [Theory]
    [InlineData("sync")]
    [InlineData("dirsync")]
    [InlineData("lazytime")]
    [InlineData("mand")]
    [InlineData("silent")]
    [InlineData("iversion")]
    [InlineData("remount")]
    public void A_superblock_flag_is_not(string option) => Assert.True(MountOptions.Parse(option).Attributes.IsEmpty);

    [Theory]
    [InlineData("noatime", 0x10, 0xF0)]
    [InlineData("relatime", 0x0, 0xF0)]
    [InlineData("strictatime", 0x20, 0xF0)]
    [InlineData("nodiratime", 0x80, 0x70)]
    [InlineData("nodiratime strictatime", 0xA0, 0x70)]
    [InlineData("noatime nodiratime", 0x90, 0x70)]
    [InlineData("nodiratime norelatime", 0x80, 0x70)]
    [InlineData("noatime relatime", 0x10, 0xF0)]
    [InlineData("noatime strictatime", 0x20, 0xF0)]
    [InlineData("nodiratime diratime", 0x0, 0x0)]
    public void An_access_time_option_decides_the_field_and_nodiratime(string options, ulong set, ulong clear) =>
        Assert.Equal(new MountAttributes(set, clear), MountOptions.Parse(options.Split(' ')).Attributes);

    [Theory]
    [InlineData("atime")]
    [InlineData("diratime")]
    [InlineData("norelatime")]
    [InlineData("nostrictatime")]
    public void Taking_an_access_time_flag_away_keeps_what_the_mount_has(string option) =>
        Assert.True(MountOptions.Parse(option).Attributes.IsEmpty);

    [Fact]
    public void A_bind_without_options_keeps_the_attributes_of_its_source()
    {
        Assert.True(MountOptions.Parse("rbind").BindAttributes.IsEmpty);
        Assert.True(MountOptions.Parse("bind", "rprivate", "defaults").BindAttributes.IsEmpty);
        Assert.True(MountOptions.Parse("bind").UnlockedBindAttributes.IsEmpty);
    }

    [Theory]
    [InlineData("bind ro", 0x1, 0x20000E)]
    [InlineData("bind nosuid nodev", 0x6, 0x200009)]
    [InlineData("bind dev", 0x0, 0x20000F)]
    [InlineData("bind ro symfollow", 0x1, 0x20000E)]
    [InlineData("bind nosymfollow", 0x200000, 0xF)]
    [InlineData("bind atime", 0x0, 0x20000F)]
    [InlineData("bind noatime", 0x10, 0x2000FF)]
    public void A_bind_with_options_has_those_attributes_and_no_others(string options, ulong set, ulong clear) =>
        Assert.Equal(new MountAttributes(set, clear), MountOptions.Parse(options.Split(' ')).BindAttributes);

    [Theory]
    [InlineData("bind ro", 0x1, 0x200000)]
    [InlineData("bind rw", 0x0, 0x200001)]
    [InlineData("bind dev suid exec", 0x0, 0x20000E)]
    [InlineData("bind ro nosymfollow", 0x200001, 0x0)]
    public void A_bind_of_a_locked_source_clears_what_was_named_and_what_is_never_locked(
        string options, ulong set, ulong clear) =>
        Assert.Equal(new MountAttributes(set, clear), MountOptions.Parse(options.Split(' ')).UnlockedBindAttributes);
}
