// SPDX-License-Identifier: Apache-2.0
using System.IO;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Fds;

/// <summary>What the copy of a tree has of the original, as coreutils and attr(1) see it.</summary>
public sealed class TreeCopyTests : System.IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public TreeCopyTests() => Shell("mkdir from into");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_kind_of_file_comes_over_with_type_mode_owner_and_time()
    {
        Shell("""
            cd from
            mkdir -p sub/deep; echo text >sub/deep/file; chown 7:8 sub/deep/file; chmod 6750 sub/deep/file
            ln -s /etc/passwd link; chown -h 9:10 link
            mknod null c 1 3; mknod high b 259 70000; mkfifo pipe; chmod 640 null pipe
            chmod 1777 sub; chown 11:12 sub
            touch -h -d '2001-02-03 04:05:06.789' sub/deep/file link null pipe sub/deep; touch -d '1999-01-01' sub
            """);
        Copy();
        string[] expected = List("from");
        Assert.Equal(9, expected.Length);
        Assert.Equal(expected, List("into"));
        Assert.Equal("text\n", File.ReadAllText(_scratch["into/sub/deep/file"]));
    }

    [Fact]
    public void Names_of_one_file_are_names_of_one_file_again()
    {
        Shell("mkdir -p from/a/b from/c; echo one >from/a/b/x; ln from/a/b/x from/c/y; ln from/a/b/x from/z; echo one >from/alone");
        Copy();
        Assert.Equal("3\n", Shell("stat -c %h into/c/y"));
        Assert.Equal("1\n", Shell("stat -c '%i' into/a/b/x into/c/y into/z | sort -u | wc -l"));
        Assert.Equal("1\n", Shell("stat -c %h into/alone"));
        Assert.NotEqual(Shell("stat -c %i from/z"), Shell("stat -c %i into/z"));
    }

    [Fact]
    public void A_name_that_is_not_utf8_survives()
    {
        Shell("""printf odd >"from/$(printf 'n\377\001me')" """);
        Copy();
        Assert.Equal("odd", Shell("""cat "into/$(printf 'n\377\001me')" """));
    }

    [Fact]
    public void A_hole_stays_a_hole_and_the_data_behind_it_comes_over()
    {
        Shell("""
            truncate -s 1G from/sparse
            printf end | dd of=from/sparse bs=1 seek=1073741821 conv=notrunc status=none
            """);
        Copy();
        Assert.Equal("end", Shell("tail -c 3 into/sparse"));
        Assert.Equal(1L << 30, new FileInfo(_scratch["into/sparse"]).Length);
        Assert.True(int.Parse(Shell("du -k into/sparse | cut -f1")) < 1024);
    }

    [Fact]
    public void A_file_larger_than_one_call_can_send_is_copied_whole()
    {
        Shell("head -c 5000000 /dev/urandom >from/large");
        Copy();
        Assert.Equal(Shell("cksum <from/large"), Shell("cksum <into/large"));
    }

    [Fact]
    public void Extended_attributes_and_file_capabilities_come_over()
    {
        Shell("echo >from/file; chown 5:5 from/file; mkdir from/dir; ln -s x from/link");
        using (OwnedFd file = At.Open(_scratch.Fd, "from/file", O_PATH))
        using (OwnedFd dir = At.Open(_scratch.Fd, "from/dir", O_PATH))
        using (OwnedFd link = At.Open(_scratch.Fd, "from/link", O_PATH | O_NOFOLLOW))
        {
            Assert.True(Fd.SetXattr(dir, "trusted.note", "on a directory"u8));
            Assert.True(Fd.SetXattr(link, "trusted.note", "on a link"u8));
        }
        Shell("PATH=$PATH:/sbin; setcap cap_net_raw=ep from/file");
        Copy();
        Assert.Contains("cap_net_raw=ep", Shell("PATH=$PATH:/sbin; getcap into/file"));
        Assert.Equal("on a directory"u8.ToArray(), Trusted("into/dir"));
        Assert.Equal("on a link"u8.ToArray(), Trusted("into/link"));
        Assert.Null(Trusted("into/file"));
    }

    [Fact]
    public void A_symlink_to_a_directory_is_copied_and_not_entered()
    {
        Shell("mkdir outside; echo secret >outside/secret; ln -s ../outside from/way");
        Copy();
        Assert.Equal("../outside", new FileInfo(_scratch["into/way"]).LinkTarget);
        Assert.Equal([_scratch["into/way"]], Directory.GetFileSystemEntries(_scratch["into"]));
    }

    [Fact]
    public void A_name_that_is_there_already_stops_it_and_stays_as_it_is()
    {
        Shell("echo new >from/file; echo old >into/file");
        Assert.Equal(EEXIST, Assert.Throws<SyscallException>(Copy).Errno);
        Assert.Equal("old\n", File.ReadAllText(_scratch["into/file"]));
        Assert.Equal(0, OpenDescriptors.On(_scratch["into"]) + OpenDescriptors.On(_scratch["from"]));
    }

    private void Copy()
    {
        using OwnedFd from = At.Open(_scratch.Fd, "from", O_PATH | O_DIRECTORY);
        using OwnedFd into = At.Open(_scratch.Fd, "into", O_PATH | O_DIRECTORY);
        TreeCopy.Content(from, into);
    }

    private byte[]? Trusted(string path)
    {
        using OwnedFd file = At.Open(_scratch.Fd, path, O_PATH | O_NOFOLLOW);
        return Fd.Xattr(file, "trusted.note");
    }

    private string[] List(string directory)
    {
        string files = Shell($"cd {directory}; find . -mindepth 1 -printf '%P %y %m %U:%G %T@ %l\n' | sort");
        string devices = Shell($"cd {directory}; stat -c '%n %t:%T' null high");
        return (files + devices).Split('\n', System.StringSplitOptions.RemoveEmptyEntries);
    }

    private string Shell(string script) => Command.Shell($"cd '{_scratch.Path}' && {script}");
}
