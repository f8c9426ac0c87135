// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Husk.EndToEnd.Engines;

/// <summary>
/// A container engine that drives the runtime on trial, started for one collection of tests. It says in its own words
/// what all engines can do.
/// </summary>
public abstract class Engine : IDisposable
{
    internal const string Image = "husk.invalid/test/busybox:latest";

    private readonly string _title;
    private HashSet<string> _mounts = [];
    private int _containers;

    /// <param name="title">Of the engine: a word for file names.</param>
    protected Engine(string title)
    {
        _title = title;
        Ground = new Ground(title);
    }

    internal Ground Ground { get; }

    /// <summary>The exit codes that the engine may have for a program that is not there: of a run, and of an
    /// exec.</summary>
    internal virtual (int[] Run, int[] Exec) NotFound => ([127], [127]);

    /// <summary>The same for what is there and is no program.</summary>
    internal virtual (int[] Run, int[] Exec) NotExecutable => ([126], [126]);

    /// <summary>What the engine gives the runtime as --root, on the ground.</summary>
    internal abstract IReadOnlyList<string> RuntimeRoots { get; }

    /// <summary>A command of the engine's command line.</summary>
    internal abstract Invocation Begin(Launch launch, params string[] words);

    internal abstract string[] RunWords(ContainerOptions options, string name, bool detached, string[] command);

    internal abstract string[] ExecWords(ContainerOptions options, string name, string[] command);

    internal abstract void Kill(string name, string signal);

    internal abstract void Pause(string name);

    internal abstract void Resume(string name);

    internal abstract ContainerStatus Status(string name);

    /// <summary>How many processes the engine lists, by way of the runtime's `ps` or otherwise.</summary>
    internal abstract int CountProcesses(string name);

    /// <summary>How many the engine's statistics tell of.</summary>
    internal abstract int CountByStatistics(string name);

    internal abstract string Logs(string name);

    /// <summary>Waits for the end and tells the exit code.</summary>
    internal abstract int Wait(string name);

    internal abstract void Remove(string name);

    /// <summary>The engine has noticed that the kernel killed a process of the container for want of memory.</summary>
    internal abstract bool RanOutOfMemory(string name);

    internal abstract IReadOnlyList<string> ListContainers();

    internal Result Do(params string[] words) => Begin(Launch.Default, words).Wait();

    internal string NewName() => $"{Ground.Name}-{Interlocked.Increment(ref _containers)}";

    /// <summary>A container in the foreground, gone when it has ended.</summary>
    internal Invocation BeginRun(Launch launch, ContainerOptions options, params string[] command) =>
        Begin(launch, RunWords(options, NewName(), detached: false, command));

    internal Result Run(ContainerOptions options, params string[] command) =>
        WithOutput(() => BeginRun(Launch.Default, options, command).Wait());

    /// <summary>Runs a command of the engine whose output is to be looked at.</summary>
    internal virtual Result WithOutput(Func<Result> command) => command();

    internal Result Run(params string[] command) => Run(ContainerOptions.Default, command);

    /// <summary>A container in the background.</summary>
    internal Container Start(ContainerOptions options, params string[] command)
    {
        string name = NewName();
        Do(RunWords(options, name, detached: true, command)).Succeeded();
        return new Container(this, name);
    }

    internal Container Start(params string[] command) => Start(ContainerOptions.Default, command);

    internal Container StartSleeping() => Start("sleep", "300");

    internal void AssertNothingLeft()
    {
        IReadOnlyList<string> left = [];
        bool clean = Eventually.Becomes(
            () => (left = [.. ListContainers().Select(name => "container: " + name),
                .. Remains.Find(Ground, RuntimeRoots.Select(Ground.Inside), _mounts)]).Count == 0,
            TimeSpan.FromSeconds(10));
        if (!clean)
        {
            // The tests to come are not to fail for what this one has left.
            ListContainers().ToList().ForEach(Remove);
            _mounts.UnionWith(Ground.Mounts);
            Assert.Fail("left behind:\n" + string.Join('\n', left));
        }
    }

    /// <summary>Starts what is to run before the first command.</summary>
    protected virtual void Start()
    {
    }

    /// <summary>Stops what the engine has started.</summary>
    protected virtual void Stop()
    {
    }

    /// <summary>To be called when the engine is set up: starts it and imports the image.</summary>
    /// <param name="importWords">The command that takes an archive.</param>
    /// <param name="first">Words of a first container: after it, what the engine keeps mounted is mounted.</param>
    protected void Prepare(string[] importWords, params string[] first)
    {
        try
        {
            Start();
            Do([.. importWords, MakeArchive(Image)]).Succeeded();
            Run(new ContainerOptions { Words = first }, "true").Succeeded();
            _mounts = [.. Ground.Mounts];
        }
        catch
        {
            // Nobody disposes of what was never made.
            Dispose();
            throw;
        }
    }

    /// <summary>An archive with an image of the host's busybox, whose containers run that command.</summary>
    protected string MakeArchive(string image, params string[] command)
    {
        string archive = Ground.File("image.tar");
        string script = System.IO.Path.Combine(Repository.Root, "rootfs-fixtures", "image.sh");
        Ground.Begin(Launch.Default, [script, archive, image, .. command]).Wait().Succeeded();
        return archive;
    }

    public void Dispose()
    {
        Stop();
        Ground.Dispose();
        GC.SuppressFinalize(this);
    }

    public override string ToString() => $"{_title} on {RuntimeBinary.Path}";
}
