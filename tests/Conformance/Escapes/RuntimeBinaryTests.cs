// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Escapes;

/// <summary>
/// A container that waits for the runtime's own processes to come in: CVE-2016-9962 and CVE-2019-5736.
/// </summary>
public sealed class RuntimeBinaryTests : ConformanceTest
{
    /// <summary>The processes of exec are closed to the container until they are the container's own program.</summary>
    [ContainerFact]
    public void CVE_2016_9962_nothing_of_an_entering_process_can_be_opened()
    {
        Container container = Container(spec => spec.Capabilities("CAP_DAC_OVERRIDE", "CAP_SETUID", "CAP_SETGID")
            .Args("/bin/probe", "spy"));
        JsonObject seen = Attack(container, () => container.Exec("/bin/true").Succeeded());
        Assert.True((long)seen["processes"]! > 0, "the spy has seen no process: " + seen.ToJsonString());
        Assert.False((bool)seen["descriptors"]!,
            "the descriptors of an entering process could be listed: " + seen.ToJsonString());
        Assert.False((bool)seen["traced"]!, "an entering process could be traced: " + seen.ToJsonString());
    }

    /// <summary>The runtime is made to execute itself inside, and held open there until it can be written.</summary>
    [ContainerTheory]
    [InlineData("#!/proc/self/exe\n")]
    [InlineData("#!/proc/self/exe --help\n")]
    public void CVE_2019_5736_the_runtimes_executable_cannot_be_written(string script)
    {
        string before = Hash();
        Container container =
            Container(spec => spec.Set("root.readonly", false).Args("/bin/probe", "write-exe"));
        File.WriteAllText(container.InRootfs("/evil"), script);
        File.SetUnixFileMode(container.InRootfs("/evil"), (UnixFileMode)0x1ed);
        JsonObject seen = Attack(container, () => container.Exec("/evil"));
        Assert.False((bool)seen["written"]!,
            "the executable of the runtime was written through: " + seen.ToJsonString());
        Assert.Equal(before, Hash());
    }

    [ContainerFact]
    public void CVE_2019_5736_an_entrypoint_that_is_the_runtime_itself_cannot_write_it_either()
    {
        string before = Hash();
        Container container = Container(spec => spec.Set("root.readonly", false).Args("/evil"));
        File.WriteAllText(container.InRootfs("/evil"), "#!/proc/self/exe\n");
        File.SetUnixFileMode(container.InRootfs("/evil"), (UnixFileMode)0x1ed);
        container.Run();
        Assert.Equal(before, Hash());
        Sandbox.AssertNothingLeft();
    }

    /// <summary>The two watchers, given something to see: so that their silence above means something.</summary>
    [ContainerTheory]
    [InlineData("spy", "descriptors")]
    [InlineData("spy", "traced")]
    [InlineData("write-exe", "written")]
    public void A_watcher_notices_a_process_that_is_open_to_it(string verb, string member)
    {
        string volume = Sandbox.MakeDirectory("volume");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "probe"), Path.Combine(volume, "program"));
        File.SetUnixFileMode(Path.Combine(volume, "program"), (UnixFileMode)0x1ed);
        Container container = Container(spec => spec.Bind(volume, "/mnt").Args("/bin/probe", verb));
        // Who comes at the instant at which the one before is being written to is refused: ETXTBSY, execve(2).
        JsonObject seen = Attack(container, () => container.Exec("/mnt/program", "burn-cpu", "0.05"));
        Assert.True((bool)seen[member]!, seen.ToJsonString());
    }

    private static string Hash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(RuntimeBinary.Executable)));

    /// <summary>
    /// Runs the watcher as the container's first process, acts while it watches, and gives back what it saw.
    /// </summary>
    private JsonObject Attack(Container container, Action act)
    {
        Result watcher = container.Run("--detach").Succeeded();
        Eventually.True(() => watcher.Stdout.StartsWith("ready", StringComparison.Ordinal), "the watcher is ready");
        for (int i = 0; i < 8; i++)
        {
            act();
        }

        container.Kill("TERM").Succeeded();
        Eventually.True(() => watcher.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == 2,
            "the watcher has reported");
        return watcher.Json(1);
    }
}
