// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;
using Mono.Unix.Native;

namespace Husk.Proofs;

/// <summary>
/// Each call of the runtime and of its child is made to fail once. Whatever it was: the command ends, says why in one
/// line, and leaves nothing. If it can do without the call, the container is the one that was asked for.
/// </summary>
public sealed class FaultTests : ConformanceTest
{
    private const string Ran = "the container ran";

    /// <summary>
    /// What only looks, asks or tidies up: when it fails there may be another way, to the same container.
    /// </summary>
    private static readonly HashSet<string> Dispensable =
    [
        "close", "unlinkat", "flock", "lseek", "rt_sigprocmask", "rt_sigaction", "prctl", "fcntl", "fstatfs", "statx",
        "newfstatat",
        "openat", "openat2", "read", "faccessat2", "getdents64", "getpid", "geteuid", "getrandom", "open_tree",
        "mount_setattr",
    ];

    private readonly List<string> _wrong = [];
    private string[] _cgroups = [];
    private int _faults;

    private string Log => Path.Combine(Sandbox.Path, "fault");

    [Theory]
    [InlineData("create", "child")]
    [InlineData("create", "runtime")]
    [InlineData("run", "child")]
    [InlineData("run", "runtime")]
    public void Nothing_is_left_whichever_call_fails(string verb, string role)
    {
        Container container = Container(spec => spec.Args("/bin/echo", Ran));
        PlanGraph plan = PlanGraph.Of(Sandbox, container);
        IReadOnlyList<TracedCall> calls = Calls(Watch(container, verb), verb, role);
        Func<int, bool> mayGoOn = role == "child" ? OfChild(plan, calls) : OfRuntime(plan, calls);
        int missed = 0;
        for (int i = 0; i < calls.Count; i++)
        {
            // A message is lost only when the other side is dead (unix(7)), and a directory that is there has a file
            // system (statfs(2)): the runtime does not ask whether it could be otherwise.
            if (role == "runtime" && calls[i].Name is ("sendto" or "statfs"))
            {
                continue;
            }

            Errno error = ErrorFor(calls[i].Name);
            Result result = Begin(container, verb, FaultLog.Under(Log, (role, i + 1, error))).Wait();
            _faults++;
            missed += FaultLog.Read(Log).Injected ? 0 : 1;
            Judge(container, verb, $"{role} call {i + 1}, {calls[i].Name}, {error}", result, mayGoOn(i));
        }

        Assert.True(_wrong.Count == 0, $"{_wrong.Count} of {_faults} faults:\n{string.Join('\n', _wrong)}");

        // How often the runtime reads or polls depends a little on what its child does meanwhile.
        Assert.InRange(missed, 0, 3);
    }

    private static Invocation Begin(Container container, string verb, Launch launch) =>
        verb == "create" ? container.BeginCreate(launch) : container.BeginRun(launch);

    private static Errno ErrorFor(string call) => call switch
    {
        "clone3" => Errno.EAGAIN,
        "mount_setattr" or "move_mount" or "open_tree" or "fsopen" or "fsconfig" or "fsmount" or "unshare" or "setns"
            or "mknodat" => Errno.EPERM,
        _ => Errno.EIO,
    };

    /// <summary>What the child does once a container is created is `start`'s affair.</summary>
    private static IReadOnlyList<TracedCall> Calls(FaultLog whole, string verb, string role)
    {
        if (role == "runtime")
        {
            return whole.Runtime;
        }

        int last = verb == "create"
            ? whole.Child.Select(call => call.Name).ToList().LastIndexOf("sendto")
            : whole.Child.Count - 1;
        return [.. whole.Child.Take(last + 1)];
    }

    /// <summary>The plan says which errors the child can do without.</summary>
    private static Func<int, bool> OfChild(PlanGraph plan, IReadOnlyList<TracedCall> calls)
    {
        int[] indices = PlanWalk.Child(plan, plan.Clone + 1, calls, out _);
        return i => plan.Tolerates(indices[i], ErrorFor(calls[i].Name).ToString());
    }

    private static Func<int, bool> OfRuntime(PlanGraph plan, IReadOnlyList<TracedCall> calls)
    {
        int first = Enumerable.Range(0, calls.Count).First(i => calls[i].Name == "socketpair");
        int clone = Enumerable.Range(first, calls.Count - first).First(i => calls[i].Name == "clone3");
        int[] indices = PlanWalk.Runtime(plan, [.. calls.Take(clone + 1).Skip(first)]);
        return i => i >= first && i <= clone
            ? plan.Tolerates(indices[i - first], ErrorFor(calls[i].Name).ToString())
            : Dispensable.Contains(calls[i].Name);
    }

    private FaultLog Watch(Container container, string verb)
    {
        Begin(container, verb, FaultLog.Under(Log)).Wait().Exited(0);
        _cgroups = Cgroups();
        container.Delete("--force").Exited(0);
        return FaultLog.Read(Log);
    }

    private string[] Cgroups() =>
        [.. HostCgroups.Parents(Sandbox.Name).Where(Directory.Exists)
            .SelectMany(parent => Directory.EnumerateDirectories(parent)).Order(StringComparer.Ordinal)];

    private void Judge(Container container, string verb, string fault, Result result, bool mayGoOn)
    {
        if (result.ExitCode == 0)
        {
            if (!mayGoOn)
            {
                _wrong.Add($"{fault}: went unnoticed");
            }

            JudgeContainer(container, verb, fault, result);
        }
        else if (result.ErrorLines.Length != 1)
        {
            _wrong.Add($"{fault}: not one line of error\n{result}");
        }

        // A directory of state that nobody made use of is for whoever comes next; all else has to be gone by itself.
        IReadOnlyList<string> left = [];
        bool StateOnly() =>
            (left = Leftovers.Find(Sandbox)).All(entry => entry.StartsWith("state: ", StringComparison.Ordinal));
        if (result.ExitCode != 0 && !Eventually.Becomes(StateOnly, TimeSpan.FromSeconds(2)))
        {
            _wrong.Add($"{fault}: did not undo {string.Join(", ", left)}\n  {result.Stderr}");
        }

        if (Leftovers.StateEntries(Sandbox.Root).Any() && container.Delete("--force").ExitCode != 0)
        {
            _wrong.Add($"{fault}: delete failed");
        }

        if (!Eventually.Becomes(() => (left = Leftovers.Find(Sandbox)).Count == 0, TimeSpan.FromSeconds(2)))
        {
            _wrong.Add($"{fault}: left {string.Join(", ", left)}\n  {result.Stderr}");
            Leftovers.Clear(Sandbox);
        }
    }

    private void JudgeContainer(Container container, string verb, string fault, Result result)
    {
        if (verb == "create")
        {
            if (!Cgroups().SequenceEqual(_cgroups))
            {
                _wrong.Add($"{fault}: not in all of its cgroups");
            }

            Result start = container.Start();
            if (start.ExitCode != 0)
            {
                _wrong.Add($"{fault}: cannot be started\n{start}");
                return;
            }
        }

        if (!Eventually.Becomes(() => result.Stdout.Contains(Ran, StringComparison.Ordinal), TimeSpan.FromSeconds(2)))
        {
            _wrong.Add($"{fault}: did not run\n{result}");
        }
    }
}
