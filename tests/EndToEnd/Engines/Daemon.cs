// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Mono.Unix.Native;

namespace Husk.EndToEnd.Engines;

/// <summary>A daemon on the engine's ground.</summary>
internal sealed class Daemon(Ground ground, params string[] command) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Invocation? _running;

    /// <param name="answers">Asked until it is true: the daemon is ready.</param>
    public void Restart(Func<bool> answers)
    {
        Stop();
        Launch launch = new()
        {
            Timeout = Patience,
            Environment = new Dictionary<string, string> { ["TMPDIR"] = ground.File("tmp") },
        };
        _running = ground.Enter(launch, command);
        bool ready = Eventually.Becomes(() => _running.HasExited || answers(), Patience);
        if (!ready || _running.HasExited)
        {
            Syscall.kill(_running.Pid, Signum.SIGTERM);
            Assert.Fail($"{command[0]} does not answer: {_running.Wait()}");
        }
    }

    public void Dispose()
    {
        Stop();
        _running?.Dispose();
    }

    private void Stop()
    {
        if (_running is null || _running.HasExited)
        {
            return;
        }

        Syscall.kill(_running.Pid, Signum.SIGTERM);
        _running.Wait();
    }
}
