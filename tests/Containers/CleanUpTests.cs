// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>What a monitor has done when its container has ended.</summary>
public sealed class CleanUpTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public void One_that_has_yet_to_begin_is_no_damage()
    {
        // What a busy machine does now and then.
        File.WriteAllText(engine["late"], $"#!/bin/sh\nsleep 1.5\nexec {engine.Executable} \"$@\"\n");
        File.SetUnixFileMode(engine["late"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        engine.Tool("env", $"HUSK_PROGRAM={engine["late"]}", engine.Executable,
            "run", "-d", "--name", "short", "--network", "none", "busybox", "true");
        // Any other command that meets the container would clean up.
        Engine.Await(() => engine.Monitors().Count == 0, "the monitor is gone");

        engine.AssertSound();

        engine.Output("rm", "short");
        engine.AssertNothingIsLeft();
    }
}
