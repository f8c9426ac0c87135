// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace Husk.Conformance.Fixture;

/// <summary>
/// One test's share of the host: a directory for bundles, state and output, and a cgroup above its containers.
/// Disposing asserts that the containers have left nothing in it, or anywhere else, and clears away what they have.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private readonly List<Invocation> _invocations = [];
    private int _commands;
    private int _containers;

    public Sandbox()
    {
        RuntimeBinary.Require();
        Name = "husk-test-" + Guid.NewGuid().ToString("N")[..12];
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Name);
        Directory.CreateDirectory(Path);
        Root = MakeDirectory("state");
    }

    /// <summary>Unique on the host, and part of every path and cgroup that belongs to the test.</summary>
    public string Name { get; }

    public string Path { get; }

    /// <summary>The --root of every command.</summary>
    public string Root { get; }

    /// <summary>The runtime with the flags that every command has.</summary>
    public string[] RuntimeCommand =>
        [RuntimeBinary.Path, "--root", Root,
            .. RuntimeBinary.UsesSystemd ? ["--systemd-cgroup"] : Array.Empty<string>()];

    public Container Container(Action<Spec>? edit = null)
    {
        var container = new Container(this, $"{Name}-{Interlocked.Increment(ref _containers)}");
        edit?.Invoke(container.Spec);
        return container;
    }

    public string MakeDirectory(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public string MakeFile(string name, string text = "")
    {
        string path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The runtime with --root and these arguments.</summary>
    public Result Runtime(params string[] arguments) => Begin(Launch.Default, arguments).Wait();

    public Invocation Begin(Launch launch, params string[] arguments) =>
        BeginCommand(launch, [.. RuntimeCommand, .. arguments]);

    /// <summary>Any other program of the host.</summary>
    public Invocation BeginCommand(Launch launch, params string[] command)
    {
        string output = System.IO.Path.Combine(Path, "output-" + Interlocked.Increment(ref _commands));
        Invocation invocation = Invocation.Begin(command, output, launch);
        lock (_invocations)
        {
            _invocations.Add(invocation);
        }

        return invocation;
    }

    public Result Command(params string[] command) => BeginCommand(Launch.Default, command).Wait();

    /// <summary>
    /// Fails if anything of a container is still there. Waits a moment: the kernel takes namespaces apart in its own
    /// time.
    /// </summary>
    public void AssertNothingLeft()
    {
        IReadOnlyList<string> left = [];
        bool clean = Eventually.Becomes(() => (left = Leftovers.Find(this)).Count == 0, TimeSpan.FromSeconds(3));
        Assert.True(clean, "left behind:\n" + string.Join('\n', left));
    }

    public void Dispose()
    {
        lock (_invocations)
        {
            _invocations.ForEach(invocation => invocation.Dispose());
        }

        List<string> failures = [];
        foreach (string state in Leftovers.StateEntries(Root))
        {
            Result deletion = Runtime("delete", "--force", System.IO.Path.GetFileName(state));
            if (deletion.ExitCode != 0)
            {
                failures.Add(deletion.ToString());
            }
        }

        IReadOnlyList<string> left = [];
        if (!Eventually.Becomes(() => (left = Leftovers.Find(this)).Count == 0, TimeSpan.FromSeconds(3)))
        {
            failures.AddRange(left);
        }

        Leftovers.Clear(this);
        Assert.True(failures.Count == 0, "left behind:\n" + string.Join('\n', failures));
    }
}
