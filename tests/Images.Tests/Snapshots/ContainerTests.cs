// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.ImageSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Tests.Snapshots;

/// <summary>What an engine does with the snapshot of a container: changes, mount points, commit, volumes.</summary>
public sealed class ContainerTests : StoreFixture
{
    private const string Low = """
        mkdir -p etc/conf.d usr/share/doc var/www; echo a > etc/a; echo b > etc/b; echo d > usr/share/doc/d
        echo s > etc/same; echo c > etc/conf.d/c; ln -s a etc/link; mknod etc/null c 1 3; echo deep > var/www/index
        chown 33:34 var/www; chmod 2750 var/www; ln -s ../var/www etc/www
        """;

    [Fact]
    public async Task Changes_are_told_as_docker_tells_them()
    {
        (_, ImageManifest manifest) = Image(Tar(Low),
            Tar("mkdir -p etc var; touch etc/.wh.b; echo up > etc/up; touch var/.wh..wh..opq; mkdir var/www; echo n > var/www/n"));
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"]);
        Mounted(snapshot, """
            echo new > new; mkdir -p dir/sub; echo f > dir/sub/f; rm etc/a; echo more >> etc/up; chmod 600 etc/same
            rm etc/link; mkdir etc/link; echo in > etc/link/in; rm -r usr/share; mkdir usr/share; echo z > usr/share/z
            touch -d @5 var; chmod 755 var; cp -a etc/conf.d/c x; cat x > etc/conf.d/c; touch -r x etc/conf.d/c; rm x
            mkdir gone; rmdir gone; echo b > etc/b
            """);

        // etc/conf.d/c was copied up and is what it was; of var only the time is another.
        Assert.Equal(
            """
            A /dir
            A /dir/sub
            A /dir/sub/f
            C /etc
            D /etc/a
            A /etc/b
            C /etc/link
            A /etc/link/in
            C /etc/same
            C /etc/up
            A /new
            C /usr
            C /usr/share
            D /usr/share/doc
            A /usr/share/z
            """,
            string.Join('\n', Store.Layers.Changes(snapshot)));
    }

    [Fact]
    public async Task A_file_capability_is_a_change()
    {
        (_, ImageManifest manifest) = Image(Tar("echo x > x; chmod 755 x"));
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"]);
        Mounted(snapshot, "touch -r x ../time; setcap cap_net_raw=ep x; touch -r ../time x");

        Assert.Equal("C /x", Assert.Single(Store.Layers.Changes(snapshot)).ToString());
    }

    [Fact]
    public async Task Mount_points_are_neither_changes_nor_part_of_a_commit()
    {
        byte[] layer =
            Tar("mkdir -p etc run; chmod 1710 etc; ln -s ../run/resolv.conf etc/resolv.conf; echo name > etc/hostname");
        (_, ImageManifest manifest) = Image(layer);
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"]);
        snapshot.MakeMountPoints(
            ["/dev/pts", "/proc"], ["/etc/resolv.conf", "/etc/hosts", "/etc/hostname", "/dev/console"]);
        Assert.False(snapshot.IsMounted);

        Mounted(snapshot, "[ -f etc/resolv.conf ] && [ ! -s etc/hosts ] && [ -d dev/pts ] && [ -d proc ]; cat etc/hostname > mine; [ $(stat -c %a etc) = 1710 ]");

        Assert.Equal("A /mine", Assert.Single(Store.Layers.Changes(snapshot)).ToString());
        (Descriptor image, _) = Store.Commit(snapshot, manifest, new ImageCommit { Config = new() }, null);
        File.WriteAllBytes(Scratch["layer.tgz"], Store.Content.ReadAll(Store.ReadManifest(image).Layers[1].Digest));
        Assert.Equal("mine\n", Shell("tar tzf layer.tgz"));
        Assert.True(Store.Layers.Remove("c"));
        Assert.Empty(Directory.GetFileSystemEntries(Scratch["c"]));
    }

    [Fact]
    public async Task Mount_points_are_made_once_for_all_snapshots_of_an_image()
    {
        (_, ImageManifest manifest) = Image(Tar("mkdir etc; echo name > etc/hostname"));
        foreach (string key in (string[])["first", "second"])
        {
            Snapshot snapshot = await Store.PrepareAsync(manifest, key, Scratch[key]);
            snapshot.MakeMountPoints(["/proc"], ["/etc/hosts", "/etc/hostname"]);
            Mounted(snapshot, $"[ ! -s etc/hosts ] && [ -d proc ] && echo {key} > etc/hosts");
        }

        Assert.Equal(new FileInfo(Scratch["first/init"]).LinkTarget, new FileInfo(Scratch["second/init"]).LinkTarget);
        Assert.NotNull(new FileInfo(Scratch["first/init"]).LinkTarget);
        Assert.Equal("second\n", File.ReadAllText(Scratch["second/upper/etc/hosts"]));
        Snapshot other = await Store.PrepareAsync(manifest, "other", Scratch["other"]);
        other.MakeMountPoints(["/sys"], []);
        Mounted(other, "[ -d sys ] && [ ! -e proc ]");
        Assert.True(Store.Layers.Remove("first"));
        Mounted(Store.Layers.FindSnapshot("second")!, "[ -d proc ]");
    }

    [Fact]
    public async Task A_passing_snapshot_waits_for_no_disk_and_is_mounted_as_often_as_one_likes()
    {
        (_, ImageManifest manifest) = Image(Tar("echo x > x"));
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"], passing: true);
        Mounted(snapshot, "grep -q \"$PWD overlay .*[,=]volatile\" /proc/mounts && echo more >> x");
        Mounted(Store.Layers.FindSnapshot("c")!, "grep -q more x && sync -f x");
        Assert.Equal("C /x", Assert.Single(Store.Layers.Changes(snapshot)).ToString());
    }

    [Fact]
    public void What_a_killed_writer_of_a_record_left_goes_unless_somebody_writes_one()
    {
        Store.Layers.Prepare("c", Scratch["c"], null);
        string left = $"{Store.Layers.Path}/snapshots/.tmp-0123456789abcdef";
        File.WriteAllText(left, "{");
        using (Store.Layers.LockStore(shared: true))
            Store.Layers.RemoveDeadRecords();
        Assert.True(File.Exists(left));
        Store.Layers.RemoveDeadRecords();
        Assert.Equal(["c"], Store.Layers.SnapshotKeys());
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task A_commit_is_an_image_on_top_of_the_image()
    {
        (Descriptor root, ImageManifest manifest) = Image(Tar(Low));
        Store.Content.PutReference(Reference.Parse("low"), root);
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"]);
        Mounted(snapshot, "echo new > new; rm etc/a");
        var commit = new ImageCommit
        {
            Config = new() { Cmd = ["new"], User = "7" },
            Author = "me",
            Comment = "why",
            CreatedBy = "sh",
        };

        (Descriptor image, Digest id) = Store.Commit(snapshot, manifest, commit, Reference.Parse("high:1"));

        Assert.Equal(image.Digest, Store.Content.Resolve(Reference.Parse("high:1"))!.Digest);
        ImageManifest committed = Store.ReadManifest(image);
        ImageConfig config = Store.ReadConfig(committed);
        Assert.Equal(id, committed.Config.Digest);
        Assert.Equal(manifest.Layers[0].Digest, committed.Layers[0].Digest);
        Assert.Equal(("7", "me", "linux"), (config.Config.User, config.Author, config.Os));
        Assert.Equal(["step 0", "sh"], config.History.Select(entry => entry.CreatedBy));
        Assert.Equal(
            ("me", "why", false), (config.History[1].Author, config.History[1].Comment, config.History[1].EmptyLayer));
        Store.Layers.Remove("c");
        Store.Collect();
        Assert.Empty(Store.Check(repair: false));
        Snapshot second = await Store.ViewAsync(committed, "v", Scratch["v"]);
        Mounted(second, "[ \"$(cat new)\" = new ] && [ ! -e etc/a ] && [ -e etc/b ]");
        Assert.Empty(Store.Layers.Changes(second));
    }

    [Fact]
    public async Task A_commit_of_nothing_adds_a_step_and_no_layer()
    {
        (_, ImageManifest manifest) = Image(Tar("echo x > x"));
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"]);

        (Descriptor image, _) = Store.Commit(snapshot, manifest, new ImageCommit { Config = new() }, null);

        ImageConfig config = Store.ReadConfig(Store.ReadManifest(image));
        Assert.Single(Store.ReadManifest(image).Layers);
        Assert.Single(config.RootFs.DiffIds);
        Assert.True(config.History[^1].EmptyLayer);
        Assert.Equal(image.Digest, Assert.Single(Store.Content.Images()).Digest);
    }

    [Fact]
    public async Task A_commit_on_another_image_or_on_one_that_is_gone_is_refused()
    {
        (_, ImageManifest manifest) = Image(Tar("echo x > x"));
        (_, ImageManifest other) = Image(Tar("echo y > y"));
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"]);
        ImageFault Fault(ImageManifest? basis) => Assert.Throws<ImageException>(
            () => { Store.Commit(snapshot, basis, new ImageCommit { Config = new() }, null); }).Fault;

        Assert.Equal(ImageFault.InvalidArgument, Fault(other));
        Assert.Equal(ImageFault.InvalidArgument, Fault(null));
        File.Delete($"{Store.Content.Path}/blobs/sha256/{manifest.Layers[0].Digest.Hex}");
        Assert.Equal(ImageFault.NotFound, Fault(manifest));
        Assert.Empty(Store.Content.Images());
    }

    [Fact]
    public async Task A_volume_begins_with_what_the_image_has_there()
    {
        (_, ImageManifest manifest) = Image(Tar(Low));
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"]);
        Shell("mkdir volume");
        using OwnedFd volume = At.Open(BorrowedFd.Cwd, Scratch["volume"], O_RDONLY | O_DIRECTORY);
        snapshot.Mount();
        try
        {
            Assert.False(snapshot.CopyUp("/nothing", volume));
            Assert.False(snapshot.CopyUp("/etc/a", volume));
            // By way of a symlink that would leave the root.
            Assert.True(snapshot.CopyUp("/etc/www", volume));
        }
        finally
        {
            snapshot.Unmount();
        }

        Assert.Equal("2750 33 34", Shell("stat -c '%a %u %g' volume").Trim());
        Assert.Equal("deep\n", Shell("cat volume/index"));
    }

    [Fact]
    public async Task What_is_mounted_is_not_mounted_again_and_a_killed_process_leaves_a_key()
    {
        (_, ImageManifest manifest) = Image(Tar(Low));
        Snapshot snapshot = await Store.PrepareAsync(manifest, "c", Scratch["c"]);
        snapshot.Mount();
        snapshot.Mount();

        Assert.True(snapshot.IsMounted);
        Assert.Equal(2, Shell("cat /proc/self/mountinfo").Split(snapshot.MergedPath).Length);
        Assert.Equal(["c"], Store.Layers.SnapshotKeys());
        Store.Layers.Remove("c");
        Assert.False(snapshot.IsMounted);
        Assert.Empty(Store.Layers.SnapshotKeys());
    }

    private void Mounted(Snapshot snapshot, string script)
    {
        snapshot.Mount();
        try
        {
            Shell($"cd {snapshot.MergedPath}\n{script}");
        }
        finally
        {
            Assert.True(snapshot.Unmount());
        }
    }
}
