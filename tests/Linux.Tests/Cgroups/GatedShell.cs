// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;

namespace Husk.Linux.Tests.Cgroups;

/// <summary>
/// A shell that waits for a word before it runs its script, so that it can be put into a cgroup before.
/// </summary>
internal sealed class GatedShell : IDisposable
{
    private readonly Process _process;

    public GatedShell(string script)
    {
        var start = new ProcessStartInfo("/bin/busybox")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("read go; " + script);
        _process = Process.Start(start)!;
    }

    public int Pid => _process.Id;

    /// <summary>Its line for a hierarchy in /proc/PID/cgroup: the part after the last colon.</summary>
    public string CgroupIn(string name)
    {
        foreach (string line in File.ReadAllLines($"/proc/{Pid}/cgroup"))
        {
            string[] parts = line.Split(':', 3);
            if (parts[1] == name)
                return parts[2];
        }

        throw new InvalidOperationException($"no hierarchy {name}");
    }

    /// <summary>The letter of its state in /proc/PID/stat.</summary>
    public char State
    {
        get
        {
            string stat = File.ReadAllText($"/proc/{Pid}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
    }

    /// <summary>Lets it run.</summary>
    public void Go() => _process.StandardInput.WriteLine("go");

    /// <summary>Lets it run to its end: what it wrote to both streams, and its exit code.</summary>
    public (string Output, int Code) Finish()
    {
        Go();
        string output = _process.StandardOutput.ReadToEnd() + _process.StandardError.ReadToEnd();
        _process.WaitForExit();
        return (output.TrimEnd('\n'), _process.ExitCode);
    }

    /// <summary>Whether it ends within a time.</summary>
    public bool EndsWithin(TimeSpan limit) => _process.WaitForExit(limit);

    public int ExitCode => _process.ExitCode;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
