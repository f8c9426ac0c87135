// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text;
using Husk.Linux;
using Husk.Linux.Tests;
using Husk.Monitor.Tests.Fixture;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Client;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

/// <summary>
/// That the client's command line is one that husk-oci, runc and crun understand: RUNTIME= says which.
/// </summary>
public sealed class RuntimeClientTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void In_the_foreground_the_status_is_the_process_own(int status)
    {
        using var bundle = new Bundle("sh", "-c", $"echo out; echo err >&2; exit {status}");
        using OwnedFd output = MemFd.Create("out"), errors = MemFd.Create("err");

        int actual = bundle.Client.Run(new RunRequest
        {
            Id = bundle.Id,
            Bundle = bundle.BundlePath,
            Streams = new StandardStreams(null, output.Number, errors.Number),
        });

        Assert.Equal(status, actual);
        Assert.Equal("out\n", Content(output));
        Assert.Equal("err\n", Content(errors));
    }

    [Fact]
    public void A_container_in_the_background_goes_through_its_life()
    {
        using var bundle = new Bundle("sleep", "60");
        int before = OpenDescriptors.On("/memfd:runtime-");
        bundle.Client.Run(Detached(bundle));

        int pid = int.Parse(File.ReadAllText(bundle.Scratch["pid"]));
        ContainerState state = bundle.Client.State(bundle.Id);
        Assert.Equal((pid, "running"), (state.Pid, state.Status));
        Assert.Equal([pid], bundle.Client.Processes(bundle.Id));

        bundle.Client.Pause(bundle.Id);
        Assert.Equal("paused", bundle.Client.State(bundle.Id).Status);
        bundle.Client.Resume(bundle.Id);
        Assert.Equal("running", bundle.Client.State(bundle.Id).Status);

        bundle.Client.Update(bundle.Id, new Resources { Pids = new PidsResources { Limit = 33 } });
        Assert.Equal("33", PidsLimit(pid));

        bundle.Client.Kill(bundle.Id, SIGKILL);
        Eventually.True(() => bundle.Client.State(bundle.Id).Status == "stopped", "the end of the container");
        bundle.Client.Delete(bundle.Id);
        var gone = Assert.Throws<RuntimeFailure>(() => bundle.Client.State(bundle.Id));
        Assert.Matches("does not exist|No such file", gone.Message);
        Assert.Equal(before, OpenDescriptors.On("/memfd:runtime-"));
    }

    [Fact]
    public void A_process_is_started_in_a_container()
    {
        using var bundle = new Bundle("sleep", "60");
        bundle.Client.Run(Detached(bundle));
        RuntimeSpec spec = RuntimeSpecTemplate.Rootful(cgroupNamespace: false);
        Process process = spec.Process! with
        {
            Terminal = false,
            Args = ["sh", "-c", "read line; echo got $line; exit 9"],
        };
        File.WriteAllBytes(bundle.Scratch["process.json"], RuntimeSpecJson.Write(process));
        using OwnedFd input = MemFd.Create("in"), output = MemFd.Create("out"), errors = MemFd.Create("err");
        Fd.WriteAll(input, "this\n"u8);
        Fd.SeekTo(input, 0);

        int status = bundle.Client.Exec(new ExecRequest
        {
            Id = bundle.Id,
            ProcessFile = bundle.Scratch["process.json"],
            Streams = new StandardStreams(input.Number, output.Number, errors.Number),
        });

        Assert.Equal(9, status);
        Assert.Equal("got this\n", Content(output));
    }

    [Fact]
    public void What_the_runtime_says_is_the_message()
    {
        using var bundle = new Bundle("/nosuch");
        var failure = Assert.Throws<RuntimeFailure>(() => bundle.Client.Run(Detached(bundle)));

        Assert.Contains("/nosuch", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no such file or directory", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(0, failure.ExitCode);
    }

    [Fact]
    public void A_runtime_that_is_not_there_is_named()
    {
        var client = new RuntimeClient("/nosuch/runtime", [], null);
        int before = OpenDescriptors.On("/memfd:runtime-");
        var failure = Assert.Throws<RuntimeFailure>(() => client.Delete("x"));

        Assert.StartsWith("cannot execute the runtime /nosuch/runtime: ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, OpenDescriptors.On("/memfd:runtime-"));
    }

    [Fact]
    public void By_force_a_container_that_is_not_there_is_no_failure()
    {
        using var bundle = new Bundle("true");
        bundle.Client.Delete(bundle.Id, force: true);
        Assert.Throws<RuntimeFailure>(() => bundle.Client.Delete(bundle.Id));
    }

    private static RunRequest Detached(Bundle bundle) => new()
    {
        Id = bundle.Id,
        Bundle = bundle.BundlePath,
        Detach = true,
        PidFile = bundle.Scratch["pid"],
    };

    private static string PidsLimit(int pid)
    {
        foreach (string line in File.ReadLines($"/proc/{pid}/cgroup"))
        {
            if (line.Split(':', 3) is [_, "pids", var path])
                return File.ReadAllText($"/sys/fs/cgroup/pids{path}/pids.max").Trim();
        }

        return File.ReadAllText($"/sys/fs/cgroup{File.ReadAllText($"/proc/{pid}/cgroup").Trim()[3..]}/pids.max").Trim();
    }

    private static string Content(OwnedFd file)
    {
        Fd.SeekTo(file, 0);
        return Encoding.UTF8.GetString(Fd.ReadAll(file));
    }
}
