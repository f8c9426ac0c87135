// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Mounts;

namespace Husk.Linux.Tests.Mounts;

public class MountFlagNamesTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0x6, "MS_NOSUID|MS_NODEV")]
    [InlineData(0x44000, "MS_REC|MS_PRIVATE")]
    [InlineData(0x5000, "MS_BIND|MS_REC")]
    [InlineData(0x1000000000000001, "MS_RDONLY|0x1000000000000000")]
    [InlineData(0x80000000, "0x80000000")]
    public void Mount_flags_read_as_strace_prints_them(ulong flags, string text) =>
        Assert.Equal(text, MountFlagNames.MsFlags(flags));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0x9, "MOUNT_ATTR_RDONLY|MOUNT_ATTR_NOEXEC")]
    [InlineData(0x70, "MOUNT_ATTR__ATIME")]
    [InlineData(0x10, "MOUNT_ATTR_NOATIME")]
    [InlineData(0xA0, "MOUNT_ATTR_STRICTATIME|MOUNT_ATTR_NODIRATIME")]
    [InlineData(0x300000, "MOUNT_ATTR_IDMAP|MOUNT_ATTR_NOSYMFOLLOW")]
    [InlineData(0x400, "0x400")]
    public void Attributes_read_as_strace_prints_them(ulong attributes, string text) =>
        Assert.Equal(text, MountFlagNames.Attributes(attributes));

    [Fact]
    public void Every_flag_an_option_can_set_has_a_name()
    {
        foreach (string option in MountOptionTable.Names)
        {
            MountOptions parsed = MountOptions.Parse(option);
            Assert.DoesNotContain("0x", MountFlagNames.MsFlags(parsed.MsFlagsSet | parsed.MsFlagsCleared));
            Assert.DoesNotContain("0x", MountFlagNames.Attributes(parsed.RecursiveAttributes.Set));
            Assert.All(parsed.Propagation, flags => Assert.DoesNotContain("0x", MountFlagNames.MsFlags(flags)));
        }
    }
}
