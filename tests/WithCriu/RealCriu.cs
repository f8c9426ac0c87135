// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.WithCriu;

/// <summary>The CRIU that CRIU= names, and commands of the runtime that find it in PATH.</summary>
internal sealed class RealCriu(Sandbox sandbox)
{
    public static string Program { get; } = Environment.GetEnvironmentVariable("CRIU")
        ?? throw new InvalidOperationException("CRIU= names no program: run these tests by make test-criu");

    public string Images { get; } = Path.Combine(sandbox.Path, "images");

    /// <summary>Whether the kernel tells which pages were written to (criu-check(8), mem_dirty_track).</summary>
    public bool KnowsDirtyPages => sandbox.Command(Program, "check", "--feature", "mem_dirty_track").ExitCode == 0;

    public Launch Launch { get; } = new()
    {
        Environment = new Dictionary<string, string>
        {
            ["PATH"] = $"{Path.GetDirectoryName(Program)}:{Environment.GetEnvironmentVariable("PATH")}",
        },
    };

    public Result Checkpoint(Container container, params string[] flags) =>
        Runtime(["checkpoint", "--image-path", Images, .. flags, container.Id]);

    public Result Restore(Container container, params string[] flags) =>
        BeginRestore(container, Launch, ["--detach", .. flags]).Wait();

    public Invocation BeginRestore(Container container, Launch launch, params string[] flags) =>
        sandbox.Begin(launch, [
            "restore", "--bundle", container.Bundle, "--image-path", Images, "--pid-file", container.PidFile,
            .. flags, container.Id]);

    public Result Runtime(params string[] arguments) => sandbox.Begin(Launch, arguments).Wait();
}
