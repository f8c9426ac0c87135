// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>
/// runtime-spec, config.md "Mounts": a destination is a path in the container, and `/` is one: what is mounted there
/// is the root that the container sees, and later mounts are made in it.
/// </summary>
public sealed class MountOverRootTests : ConformanceTest
{
    private const string NewerRunc = "mounts it, and refuses it since 1.2";

    [ContainerFact]
    public void A_bind_over_the_root_is_the_root()
    {
        string other = Sandbox.MakeDirectory("other");
        Rootfs.Make(other);
        File.WriteAllText(Path.Combine(other, "only-there"), "the other root\n");
        Container container = Container(spec => OverRoot(spec, "bind", other, "bind")
            .Shell("cat /only-there; stat -c %i /; test -e /proc/self/status && echo proc"));
        string inode = Sandbox.Command("stat", "-c", "%i", other).Succeeded().Stdout;
        Assert.Equal($"the other root\n{inode}proc\n", container.Run().Succeeded().Stdout);
        Assert.False(Directory.Exists(Path.Combine(container.RootfsPath, "proc", "self")));
    }

    [ContainerFact(RuncDiffers = NewerRunc + "; 1.1 copies nothing into it")]
    public void A_tmpfs_over_the_root_begins_as_the_image_and_takes_the_changes()
    {
        Container container = Container(spec => OverRoot(spec, "tmpfs", "tmpfs", "tmpcopyup")
            .Set("root.readonly", false).Shell("echo changed >/changed && stat -f -c %T / && cat /changed"));
        Assert.Equal("tmpfs\nchanged\n", container.Run().Succeeded().Stdout);
        Assert.False(File.Exists(container.InRootfs("/changed")));
    }

    [ContainerFact(RuncDiffers = NewerRunc + "; 1.1 copies nothing into it")]
    public void A_readonly_root_is_that_of_the_mount()
    {
        Container container = Container(spec => OverRoot(spec, "tmpfs", "tmpfs", "tmpcopyup")
            .Set("root.readonly", true).Shell("echo changed >/changed"));
        Assert.Contains("Read-only file system", container.Run().Failed(1).Stderr);
    }

    private static Spec OverRoot(Spec spec, string type, string source, params string[] options)
    {
        spec["mounts"]!.AsArray().Insert(0, new JsonObject
        {
            ["destination"] = "/",
            ["type"] = type,
            ["source"] = source,
            ["options"] = Spec.Texts(options),
        });
        return spec;
    }
}
