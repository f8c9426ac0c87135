// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config.md "Process", `args`: what is executed, and what is said when it cannot be.</summary>
public sealed class ArgumentTests : ConformanceTest
{
    [ContainerFact]
    public void They_arrive_as_they_are()
    {
        string[] args = ["/bin/probe", "facts", ",", "exit", "", " a  b ", "line\nbreak", "ж€", "--flag=x"];
        Assert.Equal(args, Container(spec => spec.Args(args)).Run().Facts().Texts("argv"));
    }

    [ContainerFact]
    public void A_name_without_a_slash_is_looked_up_in_the_containers_PATH()
    {
        Facts facts =
            Facts(spec => spec.Args("probe", "facts").Set("process.env", new JsonArray("PATH=/nowhere:/bin")));
        Assert.Equal("probe", facts.Texts("argv")[0]);
    }

    [ContainerFact]
    public void A_relative_path_is_taken_from_the_working_directory() =>
        Assert.Equal("./probe",
            Facts(spec => spec.Args("./probe", "facts").Set("process.cwd", "/bin")).Texts("argv")[0]);

    [ContainerFact]
    public void A_script_runs_by_its_interpreter()
    {
        Container container = Container(spec => spec.Args("/script", "argument"));
        Script(container, "/script", "#!/bin/sh\necho $0 $1\n");
        Assert.Equal("/script argument\n", container.Run().Succeeded().Stdout);
    }

    [ContainerTheory]
    [InlineData("no-such-program", "executable file not found in $PATH")]
    [InlineData("/bin/no-such-program", "no such file or directory")]
    [InlineData("/etc/passwd", "permission denied")]
    [InlineData("./no-such-program", "no such file or directory")]
    public void What_cannot_be_executed_is_told_before_the_container_is_created(string program, string reason)
    {
        Container(spec => spec.Args(program)).Create().Failed(1, program, reason);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_directory_is_told_before_the_container_is_created()
    {
        // runc 1.1 says the first, later ones the second.
        Result result = Container(spec => spec.Args("/etc")).Create().Failed(1, "/etc");
        Assert.Matches("permission denied|is a directory", result.Error);
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("no-such-program", "executable file not found in $PATH")]
    [InlineData("/bin/no-such-program", "no such file or directory")]
    [InlineData("/etc/passwd", "permission denied")]
    public void Run_says_the_same_and_leaves_nothing(string program, string reason)
    {
        Container(spec => spec.Args(program)).Run().Failed(1, program, reason);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_file_the_kernel_cannot_execute_is_told_by_the_container()
    {
        Container container = Container(spec => spec.Args("/script"));
        Script(container, "/script", "neither ELF nor a script\n");
        Result result = container.Run().Exited(1);
        Assert.Contains("exec format error", result.Stderr, System.StringComparison.OrdinalIgnoreCase);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_script_whose_interpreter_is_missing_is_told_too()
    {
        Container container = Container(spec => spec.Args("/script"));
        Script(container, "/script", "#!/no/such/interpreter\n");
        Result result = container.Run().Exited(1);
        Assert.Contains("no such file or directory", result.Stderr, System.StringComparison.OrdinalIgnoreCase);
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("[]")]
    [InlineData("null")]
    public void There_must_be_at_least_one(string args) =>
        Container(spec => spec.Set("process.args", JsonNode.Parse(args))).Run().Failed(1, "args");

    private void Script(Container container, string path, string text)
    {
        File.WriteAllText(container.InRootfs(path), text);
        Sandbox.Command("chmod", "755", container.InRootfs(path)).Succeeded();
    }
}
