// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>The program: found while errors can still be told, executed at the very end.</summary>
internal sealed class ExecutableSteps(Process process, PlanFacts facts)
{
    private SealedProgram? _sealed;

    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private const int X_OK = 1;
    private readonly IReadOnlyList<string> _environment = ProcessEnvironment.Of(process, facts);
    private readonly string _name = process.Args[0];

    /// <summary>The runtime's part, before the clone.</summary>
    public void Seal(PlanBuilder plan, SyncSteps sync) =>
        _sealed = facts.SealsProgram ? SealedProgram.Make(plan, sync, Candidates()) : null;

    /// <summary>
    /// Looks where execvp(3) would, so that a program that is not there fails `create` and not `start`.
    /// </summary>
    public void Find(PlanBuilder plan)
    {
        bool searched = !_name.Contains('/');
        string quoted = "exec: \"" + _name + "\": ";
        string absent = quoted + (searched ? "executable file not found in $PATH" : "no such file or directory");
        plan.Step(
            searched ? $"look for {_name} in PATH" : $"look for {_name}",
            "a program that is not there fails create, not start (execvp(3))",
            (ENOENT, absent),
            (ENOTDIR, absent),
            (EACCES, searched ? absent : quoted + "permission denied"),
            (EPIPE, searched ? absent : quoted + "permission denied: it is a directory"));
        IReadOnlyList<string> candidates = Candidates();
        Label found = plan.NewLabel();
        for (int i = 0; i < candidates.Count; i++)
        {
            bool last = i == candidates.Count - 1;
            Label next = plan.NewLabel();
            PlanBuilder.CallRef access = plan.Call(
                SYS.faccessat2, AT_FDCWD, plan.Text(candidates[i]), X_OK, AT_EACCESS);

            // With a slash behind it the name is good for a directory only.
            PlanBuilder.CallRef directory = plan.Call(
                SYS.openat, AT_FDCWD, plan.Text(candidates[i] + "/"), O_PATH | O_CLOEXEC).On(ENOTDIR, found);
            if (last)
            {
                directory.AtLeast(short.MaxValue);
            }
            else
            {
                access.OnAnyError(next);
                directory.OnSuccess(next);
            }

            plan.Mark(next);
        }

        plan.Mark(found);
    }

    /// <param name="plan">The plan.</param>
    /// <param name="filtered">Whether a seccomp filter is loaded by now.</param>
    public void Execute(PlanBuilder plan, bool filtered)
    {
        Argument arguments = plan.Vector(process.Args);
        Argument environment = plan.Vector(_environment);
        IReadOnlyList<string> candidates = Candidates();
        if (_sealed is not null)
        {
            _sealed.Execute(plan, arguments, environment, filtered, candidates, Describe);
            return;
        }

        Describe(plan);
        for (int i = 0; i < candidates.Count; i++)
        {
            PlanBuilder.CallRef call = plan.Call(SYS.execve, plan.Text(candidates[i]), arguments, environment);
            if (i < candidates.Count - 1)
            {
                call.IgnoreAnyError();
            }
        }
    }

    private void Describe(PlanBuilder plan)
    {
        string quoted = "exec " + _name + ": ";
        plan.Step(
            $"execute {_name}",
            "the plan ends here: the process is the user's",
            (ENOEXEC, quoted + "exec format error"),
            (EACCES, quoted + "permission denied"),
            (ENOENT, quoted + "no such file or directory"));
    }

    private IReadOnlyList<string> Candidates()
    {
        if (_name.Contains('/'))
        {
            return [_name];
        }

        string path = DefaultPath;
        foreach (string entry in _environment)
        {
            if (entry.StartsWith("PATH=", StringComparison.Ordinal))
            {
                path = entry[5..];
            }
        }

        var candidates = new List<string>();
        foreach (string directory in path.Split(':'))
        {
            // An empty entry is the working directory (execvp(3)).
            candidates.Add(
                directory.Length == 0 ? "./" + _name : directory.EndsWith(
                    '/') ? directory + _name : directory + "/" + _name);
        }

        return candidates;
    }
}
