// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>
/// runtime-spec, config.md "Linux mount options", `tmpcopyup`: a tmpfs that begins with what it hides.
/// </summary>
public sealed class TmpcopyupTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData(true, "content\n0640\n7\nlink\n")]
    [InlineData(false, "")]
    public void The_directorys_content_is_copied(bool copied, string expected)
    {
        string[] options = copied ? ["tmpcopyup"] : [];
        Container container = Container(spec => spec.Mount("/data", "tmpfs", "tmpfs", options)
            .Shell("cd /data/below || exit 0; cat file; stat -c 0%a file; stat -c %u file; readlink symlink"));
        Fill(container);
        Sandbox.Command("chown", "7", container.InRootfs("/data/below/file")).Succeeded();
        Sandbox.Command("chmod", "640", container.InRootfs("/data/below/file")).Succeeded();
        Result result = container.Run().Succeeded();
        Assert.Equal(expected, result.Stdout);
    }

    [ContainerFact]
    public void What_is_written_to_it_stays_out_of_the_rootfs()
    {
        Container container = Container(spec => spec.Mount("/data", "tmpfs", "tmpfs", "tmpcopyup")
            .Shell("echo changed >/data/below/file"));
        Fill(container);
        container.Run().Succeeded();
        Assert.Equal("content\n", container.ReadInRootfs("/data/below/file"));
    }

    [ContainerFact]
    public void The_mounts_own_options_hold_as_well()
    {
        Container container =
            Container(spec => spec.Mount("/data", "tmpfs", "tmpfs", "tmpcopyup", "nosuid", "size=1m"));
        Fill(container);
        MountFact mount = container.RunFacts().Mount("/data");
        Assert.Contains("nosuid", mount.Options);
        Assert.Contains("size=1024k", mount.SuperOptions);
    }

    private static void Fill(Container container)
    {
        Directory.CreateDirectory(container.InRootfs("/data/below"));
        File.WriteAllText(container.InRootfs("/data/below/file"), "content\n");
        File.CreateSymbolicLink(container.InRootfs("/data/below/symlink"), "link");
    }
}
