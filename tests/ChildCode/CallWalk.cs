// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Husk.ChildCode;

/// <summary>
/// Follows every call and jump from one function on. Instructions are taken as they stand, reachable or not, so the
/// walk sees more than the child can run and never less; what is decided by data (a call through a register) is a
/// finding.
/// </summary>
internal sealed class CallWalk
{
    /// <summary>The two functions of libc that the child calls: one instruction, and the address of errno.</summary>
    private static readonly string[] Libc = ["syscall", "__errno_location"];

    private readonly Disassembly _code;
    private readonly string[] _own;
    private readonly HashSet<string> _walked = [];
    private readonly HashSet<string> _libraries = [];
    private readonly List<Finding> _findings = [];
    private readonly StringBuilder _tree = new();
    private readonly Stack<string> _path = new();

    private CallWalk(Disassembly code, string[] own)
    {
        _code = code;
        _own = own;
    }

    /// <summary>Functions that were followed, each of them the child's own.</summary>
    public IReadOnlyCollection<string> Walked => _walked;

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Functions of libc that are reached, allowed or not.</summary>
    public IReadOnlyCollection<string> Libraries => _libraries;

    /// <summary>Who calls whom, one line each, indented.</summary>
    public string Tree => _tree.ToString();

    /// <param name="code">The program.</param>
    /// <param name="root">The symbol the child's code starts at.</param>
    /// <param name="own">How the names of functions begin that may be followed.</param>
    /// <exception cref="InvalidOperationException">There is no such symbol.</exception>
    public static CallWalk From(Disassembly code, string root, params string[] own)
    {
        NativeFunction function = code.Named(root) ?? throw new InvalidOperationException(
            $"no symbol {root}: was the binary stripped, or the child's code renamed? Publish with StripSymbols=false and name the function here");
        var walk = new CallWalk(code, own);
        walk.Follow(function);
        return walk;
    }

    private void Follow(NativeFunction function)
    {
        Line(function.Name);
        if (!_walked.Add(function.Name))
        {
            return;
        }

        _path.Push(function.Name);
        var seen = new HashSet<string>();
        foreach (Transfer transfer in function.Transfers)
        {
            switch (transfer.Kind)
            {
                case TransferKind.Direct when function.Contains(transfer.Target):
                    break;
                case TransferKind.Direct when _code.At(transfer.Target) is { } callee:
                    Reach(callee, transfer, seen);
                    break;
                case TransferKind.Direct:
                    Report(transfer, null, "goes to an address that is in no function");
                    break;
                case TransferKind.ThroughMemory when _code.SymbolInSlot(transfer.Target) is { } symbol:
                    ReachLibrary(symbol, transfer, seen);
                    break;
                case TransferKind.ThroughMemory:
                    Report(transfer, null, "goes where a word of memory points that the dynamic loader does not set");
                    break;
                default:
                    Report(transfer, null,
                        "goes where data points (an interface, a delegate, a function pointer, a switch's table): it cannot be followed");
                    break;
            }
        }

        if (function.FallsThrough)
        {
            if (_code.At(function.End) is { } next)
            {
                Reach(next, null, seen);
            }
            else
            {
                Report(null, null, "runs past its end");
            }
        }

        _path.Pop();
    }

    private void Reach(NativeFunction callee, Transfer? transfer, HashSet<string> seen)
    {
        if (callee.Name.EndsWith("@plt", StringComparison.Ordinal) || Libc.Contains(callee.Name))
        {
            ReachLibrary(callee.Name, transfer, seen);
        }
        else if (!seen.Add(callee.Name))
        {
            return;
        }
        else if (_own.Any(prefix => callee.Name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Follow(callee);
        }
        else
        {
            Line(callee.Name + "   <-- forbidden");
            Report(transfer, callee.Name, ForbiddenTargets.Reason(callee.Name));
        }
    }

    private void ReachLibrary(string symbol, Transfer? transfer, HashSet<string> seen)
    {
        if (!seen.Add(symbol))
        {
            return;
        }

        string name = symbol.Split('@')[0];
        _libraries.Add(name);
        bool allowed = Libc.Contains(name);
        Line(name + (allowed ? "" : "   <-- forbidden"));
        if (!allowed)
        {
            Report(transfer, symbol, ForbiddenTargets.Reason(name + "@plt"));
        }
    }

    private void Report(Transfer? transfer, string? target, string reason) =>
        _findings.Add(new Finding([.. _path.Reverse()], transfer, target, reason));

    private void Line(string name) => _tree.Append(' ', _path.Count * 2).Append(name).Append('\n');
}
