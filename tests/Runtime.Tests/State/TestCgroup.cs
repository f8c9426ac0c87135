// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

/// <summary>
/// A cgroup of its own for a test, in the hierarchy that freezes: v1's freezer, else v2. Read and written as plain
/// files.
/// </summary>
internal sealed class TestCgroup : IDisposable
{
    private static readonly bool IsV1 = Directory.Exists("/sys/fs/cgroup/freezer");

    public TestCgroup()
    {
        Path = $"/sys/fs/cgroup/{(IsV1 ? "freezer/" : "")}husk-test-state-{Guid.NewGuid():n}";
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Paths => [new(IsV1 ? "freezer" : "unified", Path)];

    public bool Exists => Directory.Exists(Path);

    public void Add(Victim process) => Write("cgroup.procs", $"{process.Pid}");

    public void Freeze() => Write(IsV1 ? "freezer.state" : "cgroup.freeze", IsV1 ? "FROZEN" : "1");

    /// <summary>The record with this cgroup, which goes with the container.</summary>
    public ContainerRecord In(ContainerRecord record) => record with { CgroupPaths = Paths, CgroupMade = [Path] };

    public void Dispose()
    {
        if (!Exists)
            return;
        Write(IsV1 ? "freezer.state" : "cgroup.freeze", IsV1 ? "THAWED" : "0");
        string members = System.IO.Path.Combine(Path, "cgroup.procs");
        foreach (string pid in File.ReadAllLines(members))
            Process.GetProcessById(int.Parse(pid)).Kill();
        Assert.True(SpinWait.SpinUntil(() => File.ReadAllLines(members).Length == 0, 5000));
        Directory.Delete(Path);
    }

    private void Write(string file, string value) => File.WriteAllText(System.IO.Path.Combine(Path, file), value);
}
