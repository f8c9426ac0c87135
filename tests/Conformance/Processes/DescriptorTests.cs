// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>
/// Which file descriptors a container's process has: 0 to 2, and what the caller has asked for by name.
/// </summary>
public sealed class DescriptorTests : ConformanceTest
{
    /// <summary>
    /// The caller of the runtime has a directory, a file and a socket-like thing open and inheritable.
    /// </summary>
    private const string OpenThree = "exec 3</etc 4</etc/passwd 5<>/dev/null 9</";

    [ContainerFact]
    public void Only_the_three_standard_ones_are_open() => Assert.Equal([0, 1, 2], Numbers(Run(OpenThree)));

    [ContainerFact]
    public void Only_the_three_are_open_in_what_exec_starts()
    {
        Container container = Container().RunSleeping();
        Facts facts = container.BeginExec(new Launch { Prelude = OpenThree }, [], "/bin/probe", "fds")
            .Wait().Succeeded().Facts();
        Assert.Equal([0, 1, 2], Numbers(facts));
    }

    [ContainerTheory]
    [InlineData(1, new[] { 0, 1, 2, 3 })]
    [InlineData(3, new[] { 0, 1, 2, 3, 4, 5 })]
    public void Preserve_fds_keeps_as_many_from_3_on(int count, int[] expected)
    {
        Facts facts =
            Run(OpenThree, "--preserve-fds", count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(expected, Numbers(facts));
        Assert.Equal("/etc", (string?)Descriptor(facts, 3)["target"]);
        Assert.False((bool)Descriptor(facts, 3)["closeOnExec"]!);
    }

    [ContainerFact]
    public void Preserve_fds_works_for_exec()
    {
        Container container = Container().RunSleeping();
        Facts facts = container.BeginExec(new Launch { Prelude = OpenThree }, ["--preserve-fds", "2"], "/bin/probe",
            "fds").Wait().Succeeded().Facts();
        Assert.Equal([0, 1, 2, 3, 4], Numbers(facts));
    }

    [ContainerFact(RuncDiffers = "hands on descriptors of its own in the place of missing ones")]
    public void Preserving_more_than_there_are_is_an_error_or_keeps_those_there_are()
    {
        Result result = Container().BeginRun(new Launch { Prelude = "exec 3</etc" }, "--preserve-fds", "4").Wait();
        if (result.ExitCode == 0)
        {
            Assert.Equal([0, 1, 2, 3], Numbers(result.Facts()));
        }
        else
        {
            result.Failed(1);
        }
    }

    [ContainerFact]
    public void Sockets_passed_by_LISTEN_FDS_arrive_with_their_count()
    {
        Facts facts = Run(OpenThree + "; export LISTEN_FDS=2 LISTEN_PID=$$");
        Assert.Equal([0, 1, 2, 3, 4], Numbers(facts));
        Assert.Equal(("2", "1"), (facts.Variable("LISTEN_FDS"), facts.Variable("LISTEN_PID")));
    }

    [ContainerFact]
    public void Sockets_that_are_meant_for_another_process_do_not()
    {
        Facts facts = Run(OpenThree + "; export LISTEN_FDS=2 LISTEN_PID=1");
        Assert.Equal([0, 1, 2], Numbers(facts));
        Assert.Null(facts.Variable("LISTEN_FDS"));
    }

    [ContainerFact(RuncDiffers = "asks for LISTEN_PID, which nobody can know beforehand")]
    public void Sockets_without_a_process_they_are_meant_for_are_the_containers()
    {
        Facts facts = Run(OpenThree + "; unset LISTEN_PID; export LISTEN_FDS=2");
        Assert.Equal([0, 1, 2, 3, 4], Numbers(facts));
        Assert.Equal(("2", "1"), (facts.Variable("LISTEN_FDS"), facts.Variable("LISTEN_PID")));
    }

    [ContainerFact]
    public void A_pipe_is_the_users_so_that_it_can_be_opened_again()
    {
        Container container = Container(spec => spec.Set("process.user.uid", 1234).Set("process.user.gid", 5678)
            .Args("/bin/sh", "-c", "stat -L -c %u /proc/self/fd/1; echo again >/dev/stderr"));
        container.WriteConfig();
        string command =
            $"{RuntimeBinary.Path} --root {Sandbox.Root} run --bundle {container.Bundle} {container.Id} 2>&1 | cat";
        Assert.Equal("1234\nagain\n", Sandbox.Command("sh", "-c", command).Succeeded().Stdout);
    }

    [ContainerFact]
    public void A_file_keeps_its_group()
    {
        string file = Sandbox.MakeFile("log");
        Sandbox.Command("chgrp", "4", file).Succeeded();
        Container container = Container(spec => spec.Set("process.user.uid", 1234).Set("process.user.gid", 5678)
            .Args("/bin/true"));
        container.WriteConfig();
        string command =
            $"exec {RuntimeBinary.Path} --root {Sandbox.Root} run --detach --bundle {container.Bundle} {container.Id} "
            + $">>{file}";
        Sandbox.Command("sh", "-c", command).Succeeded();
        Assert.Equal("1234:4\n", Sandbox.Command("stat", "-c", "%u:%g", file).Succeeded().Stdout);
    }

    [ContainerFact]
    public void Standard_input_is_the_callers()
    {
        string file = Sandbox.MakeFile("input", "from the caller\n");
        Assert.Equal("from the caller\n", Container(spec => spec.Args("/bin/cat")).BeginRun(new Launch { Stdin = file })
            .Wait().Succeeded().Stdout);
    }

    [ContainerFact]
    public void Output_and_errors_stay_apart()
    {
        Result result = Container(spec => spec.Shell("echo out; echo err >&2")).Run().Succeeded();
        Assert.Equal(("out\n", "err\n"), (result.Stdout, result.Stderr));
    }

    [ContainerFact(RuncDiffers = "takes number 0 for a pipe of its own")]
    public void A_closed_standard_input_is_not_a_file_of_the_runtimes()
    {
        Facts facts = Run("exec 0<&-");
        Assert.True(Numbers(facts)[0] != 0 || (string?)Descriptor(facts, 0)["target"] == "/dev/null",
            facts["fds"]!.ToJsonString());
    }

    private Facts Run(string prelude, params string[] options) =>
        Container().BeginRun(new Launch { Prelude = prelude }, options).Wait().Succeeded().Facts();

    private static int[] Numbers(Facts facts) => [.. facts["fds"]!.AsArray().Select(fd => (int)fd!["fd"]!)];

    private static JsonNode Descriptor(Facts facts, int number) =>
        facts["fds"]!.AsArray().First(fd => (int)fd!["fd"]! == number)!;
}
