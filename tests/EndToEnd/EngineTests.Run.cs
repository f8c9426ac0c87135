// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>A container in the foreground.</summary>
public abstract partial class EngineTests
{
    [Fact]
    public void The_output_and_the_exit_code_of_the_process_come_through()
    {
        Result result = Engine.Run("sh", "-c", "echo out; echo err >&2; exit 42").Exited(42);
        Assert.Equal("out\n", result.Stdout);
        Assert.Contains("err\n", result.Stderr);
    }

    [Fact]
    public void A_program_that_is_not_there_is_named()
    {
        Result result = Engine.Run("no-such-program");
        Assert.Contains(result.ExitCode, Engine.NotFound.Run);
        Assert.Contains("exec: \"no-such-program\": executable file not found in $PATH", result.Stderr);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("/etc/passwd")]
    public void What_is_no_program_is_refused_and_named(string path)
    {
        Result result = Engine.Run(path);
        Assert.Contains(result.ExitCode, Engine.NotExecutable.Run);
        Assert.Contains($"exec: \"{path}\": permission denied", result.Stderr);
    }

    [Fact]
    public void No_byte_of_much_output_is_lost()
    {
        Result result = Engine.Run("sh", "-c", "seq 1 200000").Succeeded();
        Assert.Equal(Enumerable.Range(1, 200000).Select(n => $"{n}"), result.Stdout.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Variables_and_the_directory_are_set()
    {
        ContainerOptions options = new() { Environment = ["A=b c"], Directory = "/tmp" };
        Assert.Equal("b c /tmp\n", Engine.Run(options, "sh", "-c", "echo \"$A $PWD\"").Succeeded().Stdout);
    }

    [Fact]
    public void The_process_is_the_first_of_its_container()
    {
        // Counted by the shell itself: a pipe's other end may not have begun yet.
        Assert.Equal("1\n1\n", Engine.Run("sh", "-c", "echo $$; set -- /proc/[0-9]*; echo $#").Succeeded().Stdout);
    }

    [Fact]
    public void Many_containers_run_at_the_same_time()
    {
        Invocation[] runs = [.. Enumerable.Range(0, 10)
            .Select(n => Engine.BeginRun(
                Launch.Default, ContainerOptions.Default, "sh", "-c", $"sleep 0.3; echo {n}; sleep 0.3; exit {n}"))];
        for (int n = 0; n < runs.Length; n++)
        {
            Assert.Equal($"{n}\n", runs[n].Wait().Exited(n).Stdout);
        }
    }
}
