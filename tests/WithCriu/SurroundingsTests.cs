// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.WithCriu;

/// <summary>What of a container is somebody else's: namespaces, connections, terminals, users.</summary>
public sealed class SurroundingsTests : ConformanceTest
{
    private readonly RealCriu _criu;

    public SurroundingsTests() => _criu = new RealCriu(Sandbox);

    [ContainerFact]
    public void A_network_namespace_that_was_joined_is_joined_again()
    {
        using var network = new NamespaceHolder(Sandbox, "net");
        Counting counting = new Counting(Sandbox, edit: spec => spec.Namespace("network", network.Path)).Run();
        _criu.Checkpoint(counting.Container).Succeeded();
        _criu.Restore(counting.Container).Succeeded();
        counting.AssertGoesOn();
        Assert.Equal(network.Name, Namespace(counting.Container, "net"));
    }

    [ContainerTheory]
    [InlineData("ipc")]
    [InlineData("uts")]
    public void Others_that_were_joined_are_joined_again(string type)
    {
        using var holder = new NamespaceHolder(Sandbox, type);
        Counting counting = new Counting(Sandbox, edit: spec => spec.Namespace(type, holder.Path).Set("hostname", null))
            .Run();
        _criu.Checkpoint(counting.Container).Succeeded();
        _criu.Restore(counting.Container).Succeeded();
        counting.AssertGoesOn();
        Assert.Equal(holder.Name, Namespace(counting.Container, type));
    }

    [ContainerFact]
    public void A_connection_goes_on_when_that_is_asked_for()
    {
        using var network = new NamespaceHolder(Sandbox, "net");
        Sandbox.Command("nsenter", $"--net={network.Path}", "ip", "link", "set", "lo", "up").Succeeded();
        Counting counting = new Counting(
            Sandbox,
            $"""
            sleep 1000 | busybox nc -l -p 7000 >> /mnt/numbers &
            while ! busybox netstat -tln | grep -q :7000; do sleep 0.05; done
            ({Counting.Script}) | busybox nc 127.0.0.1 7000
            """,
            spec => spec.Namespace("network", network.Path)).Run();
        Container container = counting.Container;
        Assert.Contains("--tcp-established", _criu.Checkpoint(container).Exited(1).Stderr + Log("dump.log"));
        Assert.Equal("running", container.Status);
        counting.AssertGoesOn();
        _criu.Checkpoint(container, "--tcp-established").Succeeded();
        _criu.Restore(container, "--tcp-established").Succeeded();
        counting.AssertGoesOn();
    }

    [ContainerFact]
    public void A_terminal_gets_a_new_master()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Set("process.terminal", true)
            .Shell("n=0; while read line; do n=$((n+1)); echo \"$n <$line>\"; done"));
        container.Run("--detach", "--console-socket", socket.Path).Succeeded();
        using (TerminalMaster terminal = socket.ReceiveTerminal())
        {
            terminal.Type("before\r");
            terminal.WaitFor("1 <before>\n");
            _criu.Checkpoint(container).Succeeded();
        }

        using Invocation restore =
            _criu.BeginRestore(container, _criu.Launch, "--detach", "--console-socket", socket.Path);
        using TerminalMaster after = socket.ReceiveTerminal();
        restore.Wait().Succeeded();
        after.Type("after\r");
        after.WaitFor("2 <after>\n");
    }

    /// <summary>The processes themselves look for images, so that they have to be let into the directory.</summary>
    [ContainerFact]
    public void Users_of_a_user_namespace_are_mapped_as_before()
    {
        Counting counting = new Counting(Sandbox, edit: spec => spec.UserNamespace()).Run();
        Sandbox.Command("mkdir", "--mode", "711", _criu.Images).Succeeded();
        _criu.Checkpoint(counting.Container).Succeeded();
        _criu.Restore(counting.Container).Succeeded();
        counting.AssertGoesOn();
        string uid = File.ReadLines($"/proc/{counting.Container.Pid}/status").Single(line => line.StartsWith("Uid:"));
        Assert.Equal("100000", uid.Split('\t')[1]);
    }

    [ContainerFact]
    public void Locks_of_files_are_kept_when_that_is_asked_for()
    {
        Counting counting = new Counting(
            Sandbox,
            $"/bin/probe lock /mnt/lock , sleep & {Counting.ToFile}").Run();
        Assert.Contains("file locks", _criu.Checkpoint(counting.Container).Exited(1).Stderr + Log("dump.log"));
        _criu.Checkpoint(counting.Container, "--file-locks").Succeeded();
        _criu.Restore(counting.Container, "--file-locks").Succeeded();
        counting.AssertGoesOn();
        string file = Path.Combine(Sandbox.Path, "volume", "lock");
        Assert.Equal(1, Sandbox.Command("flock", "--nonblock", file, "true").ExitCode);
    }

    /// <summary>A log that engines append to; CRIU wants it to be as long as it was.</summary>
    [ContainerFact(RuncDiffers = "it knows pipes only, and CRIU refuses files of the host")]
    public void A_file_of_the_host_on_stdio_is_that_of_the_restore()
    {
        string log = Sandbox.MakeFile("log");
        Launch appending = _criu.Launch with { Prelude = $"exec >> {log}" };
        Container container = Container(spec => spec.Shell(Counting.Script));
        container.BeginRun(appending, "--detach").Wait().Succeeded();
        Eventually.True(() => File.ReadAllLines(log).Length > 2, "numbers");
        _criu.Checkpoint(container).Succeeded();
        int before = File.ReadAllLines(log).Length;
        _criu.BeginRestore(container, appending, "--detach").Wait().Succeeded();
        Eventually.True(() => File.ReadAllLines(log).Length > before + 2, "more numbers");
        Assert.Equal(
            Enumerable.Range(1, before + 2).Select(number => $"{number}"), File.ReadAllLines(log)[..(before + 2)]);
    }

    private string Log(string name) => File.ReadAllText(Path.Combine(_criu.Images, name));

    private static string? Namespace(Container container, string link) =>
        File.ResolveLinkTarget($"/proc/{container.Pid}/ns/{link}", false)?.Name;
}
