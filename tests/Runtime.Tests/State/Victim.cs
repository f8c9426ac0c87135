// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

/// <summary>A process that stands for a container's init process, and does nothing but wait for its end.</summary>
internal sealed class Victim : IDisposable
{
    private readonly Process _process;

    public Victim(string program = "sleep", params string[] arguments) =>
        // What the tests themselves ignore, as SIGHUP under nohup, a child would ignore too.
        _process = Process.Start("env", ["--default-signal", program, .. arguments.Length == 0 ? ["1000"] : arguments]);

    public int Pid => _process.Id;

    public ProcessIdentity Identity => ProcessIdentity.Of(Pid);

    public bool IsRunning => !_process.HasExited;

    /// <summary>Waits for the end; 128 and the signal's number when one ended it.</summary>
    public int ExitCode
    {
        get
        {
            Assert.True(_process.WaitForExit(5000), "the process was to end");
            return _process.ExitCode;
        }
    }

    /// <summary>Ends it, and waits until it is gone for everybody.</summary>
    public void End()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        End();
        _process.Dispose();
    }
}
