// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Linux;
using Husk.Linux.Tests;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Mounts;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Tests.Mounts;

/// <summary>
/// What is in the filesystems that the runtime prepares. They are attached nowhere, so they are looked at by descriptor
/// and are gone with it. Descriptors are counted, so no other test runs meanwhile.
/// </summary>
[Collection(Alone)]
public sealed class PreparedMountsTests : System.IDisposable
{
    /// <summary>The name of the collection that runs when no other does.</summary>
    public const string Alone = "alone";

    private readonly ScratchDirectory _scratch = new();

    public PreparedMountsTests() =>
        Shell("mkdir -p rootfs/data/sub volume/inner; echo text >rootfs/data/sub/file; echo volume >volume/inner/file");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_tmpfs_holds_what_its_directory_holds_and_the_directory_keeps_it()
    {
        using PreparedMounts prepared = Make(Tmpfs("/data"));
        Assert.Equal("text\n", Read(prepared, 0, "sub/file"));
        using (OwnedFd made = Open(prepared, 0, "sub/file", O_WRONLY | O_TRUNC))
        {
            Fd.WriteAll(made, "changed"u8);
        }

        Assert.Equal("text\n", File.ReadAllText(_scratch["rootfs/data/sub/file"]));
    }

    [Fact]
    public void Without_the_option_nothing_is_prepared() =>
        Assert.Empty(Make(new Mount { Destination = "/data", Type = "tmpfs" }).Descriptors.Filesystems);

    [Fact]
    public void A_directory_that_is_not_there_makes_an_empty_tmpfs()
    {
        using PreparedMounts prepared = Make(Tmpfs("/absent/deep"));
        Assert.Empty(Names(prepared, 0));
    }

    [Fact]
    public void A_symlink_in_the_image_does_not_lead_out_of_it()
    {
        Shell("ln -s ../../../../../../../../.. rootfs/up; mkdir rootfs/etc; echo of the image >rootfs/etc/own");
        using PreparedMounts prepared = Make(Tmpfs("/up/etc"));
        Assert.Equal(["own"], Names(prepared, 0));
    }

    [Fact]
    public void An_absolute_symlink_in_the_image_is_the_images()
    {
        Shell("ln -s /data rootfs/link");
        using PreparedMounts prepared = Make(Tmpfs("/link"));
        Assert.Equal(["sub"], Names(prepared, 0));
    }

    [Fact]
    public void What_an_earlier_bind_puts_there_is_what_is_copied()
    {
        var bind = new Mount { Destination = "/data", Source = "volume", Options = ["bind"] };
        using PreparedMounts prepared = Make(bind, Tmpfs("/data/inner"));
        Assert.Equal("volume\n", Read(prepared, 1, "file"));
    }

    [Fact]
    public void An_earlier_filesystem_is_empty_and_an_earlier_copy_is_not()
    {
        using PreparedMounts prepared = Make(
            new Mount { Destination = "/data", Type = "tmpfs" },
            Tmpfs("/data/sub"),
            Tmpfs("/data"),
            Tmpfs("/data/sub"));
        Assert.Empty(Names(prepared, 1));
        Assert.Empty(Names(prepared, 2));
        Assert.Empty(Names(prepared, 3));

        using PreparedMounts copies = Make(Tmpfs("/data"), Tmpfs("/data/sub/"));
        Assert.Equal("text\n", Read(copies, 1, "file"));
    }

    [Fact]
    public void The_mounts_options_hold_but_it_stays_writable()
    {
        using PreparedMounts prepared = Make(Tmpfs("/data", "ro", "nosuid", "noexec", "size=1m", "mode=710"));
        using OwnedFd root = Open(prepared, 0, ".", O_RDONLY | O_DIRECTORY);
        Assert.Equal(0x1C8u, Fd.Stat(root).Mode); // 0710
        At.Mkdir(root, "point", 0x1ED);
        Shell($"cp {ProcPath(root)}/sub/file {ProcPath(root)}/copy; test $(stat -f -c %b {ProcPath(root)}) -eq 256");
    }

    [Theory]
    [InlineData(null, 100000, 200000)]
    [InlineData("uid=5,gid=6", 100005, 200006)]
    public void In_a_user_namespace_it_belongs_to_the_containers_user(string? options, uint uid, uint gid)
    {
        LinuxSpec linux = new()
        {
            Namespaces = [new Namespace { Type = "user" }],
            UidMappings = [new IdMapping { ContainerId = 0, HostId = 100000, Size = 10 }],
            GidMappings = [new IdMapping { ContainerId = 0, HostId = 200000, Size = 10 }],
        };
        using PreparedMounts prepared = Make(linux, Tmpfs("/data", options?.Split(',') ?? []));
        using OwnedFd root = Open(prepared, 0, ".", O_RDONLY | O_DIRECTORY);
        Assert.Equal((uid, gid), (Fd.Stat(root).Uid, Fd.Stat(root).Gid));
        string message = Assert.Throws<LifecycleException>(() => Make(linux, Tmpfs("/data", "uid=10"))).Message;
        Assert.Equal("mounts[0] (/data): uid 10 is not mapped in the container's user namespace", message);
    }

    [Theory]
    [InlineData("size=4k", "mounts[1] (/data): cannot copy what it covers (tmpcopyup): sendfile(")]
    [InlineData("no-such=1", "mounts[1] (/data): unable to start container process: make the tmpfs for /data: ")]
    public void A_failure_names_the_mount_and_leaves_no_descriptor(string option, string message)
    {
        Shell("head -c 100000 /dev/zero >rootfs/data/large");
        int before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        string said = Assert.Throws<LifecycleException>(() => Make(Tmpfs("/data/sub"), Tmpfs("/data", option))).Message;
        Assert.StartsWith(message, said);
        Assert.Equal(before, Directory.GetFileSystemEntries("/proc/self/fd").Length);
    }

    private static string ProcPath(OwnedFd fd) => $"/proc/{System.Environment.ProcessId}/fd/{fd.Number}";

    private static Mount Tmpfs(string destination, params string[] options) =>
        new() { Destination = destination, Type = "tmpfs", Source = "tmpfs", Options = ["tmpcopyup", .. options] };

    private static OwnedFd Open(PreparedMounts prepared, int mount, string path, int flags) =>
        At.Open(new BorrowedFd(prepared.Descriptors.Filesystems[mount]), path, flags);

    private static string Read(PreparedMounts prepared, int mount, string path)
    {
        using OwnedFd file = Open(prepared, mount, path, O_RDONLY);
        return System.Text.Encoding.UTF8.GetString(Fd.ReadAll(file));
    }

    private static string[] Names(PreparedMounts prepared, int mount)
    {
        using OwnedFd root = Open(prepared, mount, ".", O_RDONLY | O_DIRECTORY);
        return [.. Fd.ReadDirectory(root).Select(entry => System.Text.Encoding.UTF8.GetString(entry.Name))];
    }

    private PreparedMounts Make(params Mount[] mounts) => Make(new LinuxSpec(), mounts);

    private PreparedMounts Make(LinuxSpec linux, params Mount[] mounts)
    {
        var facts = new PlanFacts { Id = "", Bundle = _scratch.Path, Rootfs = _scratch["rootfs"], StartFifo = "" };
        return PreparedMounts.Make(new RuntimeSpec { Linux = linux, Mounts = mounts }, facts, Interrupts.None);
    }

    private void Shell(string script) => Command.Shell($"cd '{_scratch.Path}' && {script}");
}

/// <summary>xunit runs it after the parallel ones.</summary>
[CollectionDefinition(PreparedMountsTests.Alone, DisableParallelization = true)]
public sealed class AloneCollection;
