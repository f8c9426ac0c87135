// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Husk.Conformance.Fixture;

/// <summary>
/// A command under way. Its output goes to files, not to pipes: a container that outlives `create` keeps its stdout,
/// and a reader of a pipe would wait for it.
/// </summary>
internal sealed class Invocation : IDisposable
{
    private const string Redirect = """exec <"$1" >"$2" 2>"$3"; shift 3; """;
    private const string Attach = """exec <>"$1" >&0 2>&0; shift 3; """;

    private readonly Process _process;
    private readonly Launch _launch;
    private readonly string _commandLine;
    private readonly string _output;
    private bool _disposed;

    private Invocation(Process process, Launch launch, string commandLine, string output)
    {
        _process = process;
        _launch = launch;
        _commandLine = commandLine;
        _output = output;
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What has come out so far.</summary>
    public string Stdout => File.Exists(_output + ".out") ? File.ReadAllText(_output + ".out") : "";

    /// <param name="command">The program and its arguments.</param>
    /// <param name="output">The path its output files begin with.</param>
    public static Invocation Begin(IEnumerable<string> command, string output, Launch launch)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = launch.WorkingDirectory };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add((launch.Terminal is null ? Redirect : Attach) + launch.Prelude + "\nexec \"$@\"");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(launch.Terminal ?? launch.Stdin);
        start.ArgumentList.Add(output + ".out");
        start.ArgumentList.Add(output + ".err");
        string[] words = [.. launch.Wrapper, .. command];
        foreach (string word in words)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment.Remove("NOTIFY_SOCKET");
        start.Environment.Remove("LISTEN_FDS");
        foreach ((string name, string value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        return new Invocation(Process.Start(start)!, launch, string.Join(' ', words), output);
    }

    public Result Wait()
    {
        if (!_process.WaitForExit(_launch.Timeout))
        {
            _process.Kill();
            _process.WaitForExit();
            Result soFar = new(_commandLine, 0, _output);
            Assert.Fail($"still running after {_launch.Timeout.TotalSeconds} s: {soFar}");
        }

        return new Result(_commandLine, _process.ExitCode, _output);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
