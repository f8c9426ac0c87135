// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>
/// What every engine does with the runtime on trial. The same bodies run on each engine; xunit makes one object per
/// test, so a test also fails for what its containers have left.
/// </summary>
public abstract partial class EngineTests(Engine engine) : IDisposable
{
    internal Engine Engine => engine;

    public void Dispose()
    {
        engine.AssertNothingLeft();
        GC.SuppressFinalize(this);
    }

    internal static ContainerOptions Options(params string[] words) => new() { Words = words };

    /// <summary>As a login would: the leader of a session that has the terminal.</summary>
    internal static Launch At(TerminalMaster terminal) =>
        new() { Terminal = terminal.SlavePath, Wrapper = ["setsid", "--ctty", "--wait"] };
}
