// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;
using Mono.Unix.Native;

namespace Husk.Conformance.Lifecycle;

/// <summary>
/// --pidfd-socket: a handle on the process that no later process can be mistaken for (pidfd_open(2)).
/// </summary>
public sealed class PidfdTests : ConformanceTest
{
    [ContainerFact(RuncDiffers = "has no --pidfd-socket before 1.2")]
    public void Create_sends_a_pidfd_of_the_first_process()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create("--pidfd-socket", socket.Path).Succeeded();
        Assert.Equal(container.Pid, PidOf(socket.ReceiveMessage().Descriptor));
    }

    [ContainerFact(RuncDiffers = "has no --pidfd-socket before 1.2")]
    public void Exec_sends_a_pidfd_of_its_own_process()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container().RunSleeping();
        string pidFile = Path.Combine(Sandbox.Path, "exec.pid");
        container.ExecWith(["--detach", "--pid-file", pidFile, "--pidfd-socket", socket.Path], "/bin/probe", "sleep")
            .Succeeded();
        Assert.Equal(File.ReadAllText(pidFile), PidOf(socket.ReceiveMessage().Descriptor)
            .ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [ContainerFact(RuncDiffers = "knows none of crun's annotations")]
    public void An_annotation_can_name_the_socket()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Args("/bin/probe", "sleep")
            .Set("annotations", new JsonObject { ["run.oci.pidfd_receiver"] = socket.Path }));
        container.Create().Succeeded();
        Assert.Equal(container.Pid, PidOf(socket.ReceiveMessage().Descriptor));
    }

    private static int PidOf(int descriptor)
    {
        string line = File.ReadLines($"/proc/self/fdinfo/{descriptor}")
            .First(each => each.StartsWith("Pid:", System.StringComparison.Ordinal));
        Syscall.close(descriptor);
        return int.Parse(line["Pid:".Length..], System.Globalization.CultureInfo.InvariantCulture);
    }
}
