// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;

namespace Husk.Containers.Tests;

/// <summary>Who forgot sudo is told so, whatever he typed.</summary>
public sealed class OrdinaryUserTests(Engine engine) : IClassFixture<Engine>
{
    [Theory]
    [InlineData("run --rm --network none busybox true", 126, "husk")]
    [InlineData("create busybox", 1, "Error")]
    [InlineData("volume create data", 1, "Error")]
    [InlineData("network create back", 1, "Error")]
    [InlineData("tag busybox other", 1, "Error")]
    [InlineData("rm web", 1, "Error")]
    [InlineData("rename web other", 1, "Error")]
    [InlineData("system prune -af", 1, "Error")]
    public void He_is_told_to_be_root(string line, int code, string who)
    {
        if (engine.Run("inspect", "web").Code != 0)
            engine.Output("create", "--name", "web", "busybox");

        // He may read, for the program to be found wherever it is.
        using Process husk = Process.Start(engine.StartInfo("setpriv", ["--reuid", "65534", "--regid", "65534",
            "--clear-groups", "--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search", engine.Executable,
            .. line.Split(' ')]))!;
        husk.StandardInput.Close();
        string error = husk.StandardError.ReadToEnd();
        husk.WaitForExit();

        Assert.Equal(code, husk.ExitCode);
        Assert.StartsWith($"{who}: permission denied: ", error);
        Assert.Contains("; husk works as root: sudo husk\n", error);
        Assert.Equal("web\n", engine.Output("ps", "-a", "--format", "{{.Names}}"));
    }
}
