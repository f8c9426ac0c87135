// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux;
using Husk.Oci;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Cli.Output;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Tests;

public sealed class FailureTests : IDisposable
{
    private readonly string _log = Path.GetTempFileName();

    public void Dispose() => File.Delete(_log);

    [Theory]
    [InlineData("state", 1, "")]
    [InlineData("create", 1, "husk-oci create failed: ")]
    [InlineData("run", 1, "husk-oci run failed: ")]
    [InlineData("exec", 255, "exec failed: ")]
    public void What_the_libraries_throw_is_said_as_it_is(string command, int exitCode, string prefix)
    {
        Exception[] foreseen =
        [
            new LifecycleException("it is so"), new SpecException("it is so", "$"), new SyscallException("it()", 1),
            new DllNotFoundException("install it"),
        ];
        foreach (Exception failure in foreseen)
        {
            File.WriteAllText(_log, "");

            Assert.Equal(exitCode, Report(failure, command));
            Assert.EndsWith($" level=error msg=\"{prefix}{failure.Message}\"\n", File.ReadAllText(_log));
        }
    }

    [Theory]
    [InlineData("state", 1)]
    [InlineData("exec", 255)]
    public void What_nobody_foresaw_is_an_internal_error_on_one_line(string command, int exitCode)
    {
        Assert.Equal(exitCode, Report(Thrown(), command));

        string logged = File.ReadAllText(_log);
        Assert.Contains("husk-oci: internal error: InvalidTimeZoneException: oops", logged, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(Thrown), logged, StringComparison.Ordinal);
        Assert.Equal(logged.Length - 1, logged.IndexOf('\n'));
    }

    [Fact]
    public void With_debug_an_internal_error_tells_where_it_came_from()
    {
        Report(Thrown(), "state", "--debug");

        Assert.Contains(nameof(Thrown), File.ReadAllText(_log), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_a_command_is_known_the_exit_code_is_1() =>
        Assert.Equal(1, Report(new LifecycleException("it is so"), null));

    private int Report(Exception failure, string? command, params string[] flags)
    {
        GlobalOptions options = GlobalOptions.Parse(["--log", _log, .. flags], out _);
        Command? row = command is null ? null : CommandTable.Find(command);
        return Failure.Report(failure, row, Log.Open(options), trace: options.LogLevel == LogLevel.Debug);
    }

    private static InvalidTimeZoneException Thrown()
    {
        try
        {
            throw new InvalidTimeZoneException("oops");
        }
        catch (InvalidTimeZoneException e)
        {
            return e;
        }
    }
}
