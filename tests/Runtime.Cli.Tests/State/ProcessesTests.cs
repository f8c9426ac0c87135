// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Runtime.State;

namespace Husk.Runtime.Cli.Tests.State;

/// <summary>The store among processes, which are killed and run out of room as threads cannot.</summary>
public sealed class ProcessesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("husk-test-cli-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Of_several_processes_that_want_an_id_one_gets_it()
    {
        Process[] all = [.. Enumerable.Range(0, 6).Select(_ => Holder.Start(_root, "a"))];
        foreach (Process each in all)
            each.StandardInput.Close();
        string[] said = [.. all.Select(each => each.StandardOutput.ReadToEnd().TrimEnd('\n'))];
        foreach (Process each in all)
            each.WaitForExit();

        Assert.Equal(1, all.Count(each => each.ExitCode == 0));
        Assert.Single(said, "taken");
        Assert.Equal(5, said.Count(line => line == "container with given ID already exists: a"));
        Assert.Equal("/bundle", new StateStore(_root).Load("a").Bundle);
    }

    [Fact]
    public void The_id_of_a_process_that_was_killed_is_free_again()
    {
        using (Process killed = Holder.Start(_root, "a"))
        {
            Assert.Equal("taken", killed.StandardOutput.ReadLine());
            killed.Kill();
            killed.WaitForExit();
        }
        Assert.True(Directory.Exists(Path.Combine(_root, "a")));

        using (new StateStore(_root).Reserve("a"))
        {
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    // A mount namespace of its own: the tmpfs is gone with the shell.
    [Fact]
    public void A_full_disk_is_said_and_leaves_nothing()
    {
        Assert.True(Environment.IsPrivilegedProcess, "this test mounts a tmpfs: run it as root");
        string holder = $"dotnet {typeof(Holder).Assembly.Location} {_root} a 100000";
        string script = $"mount -t tmpfs -o size=8k none {_root} && {holder}; echo $?; ls -A {_root}";
        var unshare = new ProcessStartInfo("unshare", ["-m", "sh", "-c", script]) { RedirectStandardOutput = true };
        using Process shell = Process.Start(unshare)!;

        Assert.Equal(
            "taken\n" +
            $"no room for container state at {_root}/a: No space left on device; free some, or name another --root\n" +
            "1\n",
            shell.StandardOutput.ReadToEnd());
    }
}
