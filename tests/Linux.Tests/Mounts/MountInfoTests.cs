// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux.Mounts;

namespace Husk.Linux.Tests.Mounts;

public class MountInfoTests
{
    [Fact]
    public void A_line_is_read_field_by_field()
    {
        MountEntry entry = Assert.Single(MountInfo.Parse(
            "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n"u8));

        Assert.Equal((36, 35, (98u, 0u)), (entry.MountId, entry.ParentId, entry.Device));
        Assert.Equal("/mnt1", Text(entry.Root));
        Assert.Equal("/mnt2", Text(entry.MountPoint));
        Assert.Equal("rw,noatime", entry.MountOptions);
        Assert.Equal((null, 1, null, false), (entry.PeerGroup, entry.Master, entry.PropagateFrom, entry.Unbindable));
        Assert.Equal("ext3", entry.FileSystemType);
        Assert.Equal("/dev/root", Text(entry.Source));
        Assert.Equal("rw,errors=continue", Text(entry.SuperOptions));
    }

    [Theory]
    [InlineData("", null, null, null, false)]
    [InlineData("shared:5 ", 5, null, null, false)]
    [InlineData("shared:5 master:6 ", 5, 6, null, false)]
    [InlineData("master:6 propagate_from:2 ", null, 6, 2, false)]
    [InlineData("unbindable ", null, null, null, true)]
    [InlineData("novelty novelty:7 shared:5 ", 5, null, null, false)]
    public void Optional_fields_may_be_absent_or_unknown(
        string fields, int? shared, int? master, int? from, bool unbindable)
    {
        MountEntry entry = MountInfo.Parse(Encoding.UTF8.GetBytes($"1 2 0:3 / /m rw {fields}- tmpfs none rw"))[0];

        Assert.Equal(
            (shared, master, from, unbindable), (entry.PeerGroup, entry.Master, entry.PropagateFrom, entry.Unbindable));
        Assert.Equal("tmpfs", entry.FileSystemType);
    }

    [Fact]
    public void Escapes_are_undone_and_bytes_stay_bytes()
    {
        MountEntry entry = MountInfo.Parse(
            [.. @"1 2 0:3 /a\040b /c\011\012\134\043d\04"u8, 0xFF, .. @" rw - fuse.x\040y \134040 rw,a=\134"u8])[0];

        Assert.Equal("/a b", Text(entry.Root));
        Assert.Equal([.. "/c\t\n\\#d\\04"u8, 0xFF], entry.MountPoint);
        Assert.Equal("fuse.x y", entry.FileSystemType);
        Assert.Equal(@"\040", Text(entry.Source));
        Assert.Equal(@"rw,a=\", Text(entry.SuperOptions));
    }

    [Fact]
    public void An_empty_source_is_empty()
    {
        MountEntry entry = MountInfo.Parse("1 2 0:3 / /m rw - tmpfs  rw,size=4k"u8)[0];

        Assert.Empty(entry.Source);
        Assert.Equal("rw,size=4k", Text(entry.SuperOptions));
    }

    [Theory]
    [InlineData("x 2 0:3 / /m rw - tmpfs none rw")]
    [InlineData("1 2 0 / /m rw - tmpfs none rw")]
    [InlineData("1 2 0:3 / /m")]
    [InlineData("1 2 0:3 / /m rw")]
    [InlineData("1 2 0:3 / /m rw shared:x - tmpfs none rw")]
    [InlineData("1 2 0:3 / /m rw shared:1")]
    [InlineData("-1 2 0:3 / /m rw - tmpfs none rw")]
    public void A_line_of_another_form_is_refused_by_its_number(string line)
    {
        byte[] content = Encoding.UTF8.GetBytes("1 2 0:3 / /m rw - tmpfs none rw\n" + line + "\n");

        Assert.Contains("line 2", Assert.Throws<FormatException>(() => MountInfo.Parse(content)).Message);
    }

    [Fact]
    public void What_the_kernel_writes_about_odd_names_is_what_was_mounted()
    {
        // In a mount namespace of its own, which goes with the shell. The names are the shell's, by printf(1).
        const string script = """
            mount -t tmpfs -o size=64k "" "$1" && cd "$1" &&
            mount --make-unbindable . &&
            for name in 'a b' "$(printf 'a\tb')" "$(printf 'a\nb')" 'a\b' 'a#b' "$(printf 'a\377b')" 'a\040b'; do
              mkdir "$name" && mount -t tmpfs "of $name" "$name" || exit 1
            done
            mount --make-shared 'a b'
            cat /proc/self/mountinfo
            """;
        string directory = Directory.CreateTempSubdirectory("husk-mounts-").FullName;
        try
        {
            List<MountEntry> under =
            [
                .. MountInfo.Parse(Output("unshare", "-m", "sh", "-c", script, "sh", directory))
                    .Where(entry => Latin1(entry.MountPoint).StartsWith(directory)),
            ];
            string[] names = ["a b", "a\tb", "a\nb", "a\\b", "a#b", "a\xFF" + "b", "a\\040b"];

            Assert.Equal(
                ["", .. names.Select(name => "/" + name)],
                under.Select(entry => Latin1(entry.MountPoint)[directory.Length..]));
            Assert.Equal(["", .. names.Select(name => "of " + name)], under.Select(entry => Latin1(entry.Source)));
            Assert.All(under, entry => Assert.Equal("tmpfs", entry.FileSystemType));
            Assert.All(under.Skip(1), entry => Assert.Equal(under[0].MountId, entry.ParentId));
            Assert.Equal(
                [true, false, false, false, false, false, false, false], under.Select(entry => entry.Unbindable));
            Assert.NotNull(under[1].PeerGroup);
            Assert.Contains("size=64k", Text(under[0].SuperOptions));
        }
        finally
        {
            Directory.Delete(directory);
        }
    }

    [Fact]
    public void This_process_sees_its_own_mounts()
    {
        MountEntry proc = MountInfo.OfThisProcess().Last(entry => Text(entry.MountPoint) == "/proc");

        Assert.Equal("proc", proc.FileSystemType);
        Assert.Equal(File.ReadLines("/proc/self/mountinfo").Count(), MountInfo.OfThisProcess().Count);
    }

    private static byte[] Output(string file, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string Latin1(byte[] bytes) => Encoding.Latin1.GetString(bytes);
}
