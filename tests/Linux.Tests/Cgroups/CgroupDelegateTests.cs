// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Mono.Unix;

namespace Husk.Linux.Tests.Cgroups;

public class CgroupDelegateTests
{
    [Fact]
    public void The_v2_directory_and_the_files_the_kernel_lists_get_the_owner_and_nothing_else_does()
    {
        using var test = new TestCgroup();
        test.Cgroup.Delegate(100_000, 100_001);

        string[] listed = File.ReadAllLines("/sys/kernel/cgroup/delegate");
        string v2 = test.PathOf("");
        Assert.Equal((100_000L, 100_001L), Owner(v2));
        foreach (string file in Directory.EnumerateFiles(v2))
            Assert.Equal(listed.Contains(Path.GetFileName(file)) ? (100_000L, 100_001L) : (0L, 0L), Owner(file));
        foreach (string path in test.Cgroup.Paths.Select(each => each.Value).Where(each => each != v2))
            Assert.Equal((0L, 0L), Owner(path));
    }

    private static (long User, long Group) Owner(string path)
    {
        var file = new UnixFileInfo(path);
        return (file.OwnerUserId, file.OwnerGroupId);
    }
}
