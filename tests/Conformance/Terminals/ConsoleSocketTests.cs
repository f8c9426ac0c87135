// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Terminals;

/// <summary>--console-socket: the terminal of a detached container belongs to whoever listens there.</summary>
public sealed class ConsoleSocketTests : ConformanceTest
{
    [ContainerFact]
    public void Create_sends_the_master_and_the_process_has_the_other_side()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Set("process.terminal", true));
        container.Create("--console-socket", socket.Path).Succeeded();
        using TerminalMaster terminal = socket.ReceiveTerminal();
        Assert.Equal("", terminal.Output);
        container.Start().Succeeded();
        terminal.WaitFor("}\n");
        var facts = new Facts(JsonNode.Parse(terminal.Output)!.AsObject());
        Assert.Equal("[true,true,true]", facts["terminal"]!["isatty"]!.ToJsonString());
        Assert.True((bool)facts["terminal"]!["controlling"]!);
        Assert.NotNull(facts.FindMount("/dev/console"));
    }

    [ContainerFact]
    public void Run_detached_sends_it_too_and_keys_arrive()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container =
            Container(spec => spec.Set("process.terminal", true).Shell("echo ready; read line; echo \"got <$line>\""));
        container.Run("--detach", "--console-socket", socket.Path).Succeeded();
        using TerminalMaster terminal = socket.ReceiveTerminal();
        terminal.WaitFor("ready\n");
        terminal.Type("typed\r");
        terminal.WaitFor("got <typed>\n");
        container.WaitForStatus("stopped");
    }

    [ContainerTheory]
    [InlineData(24, 80)]
    [InlineData(61, 211)]
    public void The_size_of_the_config_is_the_terminals(int height, int width)
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Set("process.terminal", true).Shell("stty size")
            .Set("process.consoleSize", new JsonObject { ["height"] = height, ["width"] = width }));
        container.Create("--console-socket", socket.Path).Succeeded();
        using TerminalMaster terminal = socket.ReceiveTerminal();
        Assert.Equal((height, width), terminal.Size);
        container.Start().Succeeded();
        terminal.WaitFor($"{height} {width}\n");
    }

    [ContainerFact]
    public void A_new_size_reaches_the_process()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Set("process.terminal", true).Args("/bin/probe", "winsize"));
        container.Run("--detach", "--console-socket", socket.Path).Succeeded();
        using TerminalMaster terminal = socket.ReceiveTerminal();
        terminal.WaitFor("size ");
        terminal.Size = (33, 99);
        terminal.WaitFor("size 33 99\n");
    }

    [ContainerFact]
    public void Exec_detached_sends_the_master_of_its_own_terminal()
    {
        Container container = Container().RunSleeping();
        using var socket = new DescriptorSocket(Sandbox);
        container.ExecWith(["--tty", "--detach", "--console-socket", socket.Path], "/bin/sh", "-c",
            "tty; read line; echo \"got <$line>\"").Succeeded();
        using TerminalMaster terminal = socket.ReceiveTerminal();
        terminal.WaitFor("/dev/pts/0\n");
        terminal.Type("typed\r");
        terminal.WaitFor("got <typed>\n");
    }

    [ContainerFact]
    public void Two_terminals_of_one_container_are_two()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container container = Container(spec => spec.Set("process.terminal", true).Args("/bin/probe", "sleep"));
        container.Run("--detach", "--console-socket", socket.Path).Succeeded();
        using TerminalMaster first = socket.ReceiveTerminal();
        container.ExecWith(["--tty", "--detach", "--console-socket", socket.Path], "/bin/tty").Succeeded();
        using TerminalMaster second = socket.ReceiveTerminal();
        second.WaitFor("/dev/pts/1\n");
        Assert.Equal("", first.Output);
    }

    [ContainerTheory]
    [InlineData("create")]
    [InlineData("run")]
    public void A_terminal_for_a_detached_container_needs_a_socket(string verb)
    {
        Container container = Container(spec => spec.Set("process.terminal", true));
        (verb == "create" ? container.Create() : container.Run("--detach")).Failed(1, "console socket");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_socket_for_a_container_without_a_terminal_is_an_error()
    {
        using var socket = new DescriptorSocket(Sandbox);
        Container(spec => spec.Set("process.terminal", false)).Create("--console-socket", socket.Path)
            .Failed(1, "console socket");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_socket_that_nobody_listens_on_is_named_and_leaves_nothing()
    {
        string path = Path.Combine(Sandbox.Path, "nobody.sock");
        Container(spec => spec.Set("process.terminal", true)).Create("--console-socket", path).Failed(1, path);
        Sandbox.AssertNothingLeft();
    }
}
