// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using Husk.Runtime.Cli.Tests.State;
using Husk.Runtime.State;

namespace Husk.Runtime.Cli.Tests;

/// <summary>What a caller sees: exit code, standard output, standard error, the log.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("husk-test-cli-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // Exit codes and messages measured on runc 1.1.5, but for what this program says better.
    [Theory]
    [InlineData("bogus", 3, "level=error msg=\"No help topic for 'bogus'\"")]
    [InlineData("help bogus", 3, "level=error msg=\"No help topic for 'bogus'\"")]
    [InlineData("state nope", 1, "level=error msg=\"container \\\"nope\\\" does not exist\"")]
    [InlineData("state a/b", 1,
        "level=error msg=\"invalid container ID format: \\\"a/b\\\" has the invalid character \\\"/\\\": use letters, digits and \\\"_\\\", \\\"+\\\", \\\".\\\", \\\"-\\\"\"")]
    [InlineData("start nope", 1, "level=error msg=\"container \\\"nope\\\" does not exist\"")]
    [InlineData("kill nope KILL", 1, "level=error msg=\"container \\\"nope\\\" does not exist\"")]
    [InlineData("delete nope", 1, "level=error msg=\"container \\\"nope\\\" does not exist\"")]
    [InlineData("delete --force nope", 0, "")]
    [InlineData("exec nope ls", 255, "level=error msg=\"exec failed: container \\\"nope\\\" does not exist\"")]
    [InlineData("exec nope", 255,
        "level=error msg=\"exec failed: exec args cannot be empty: name a command, or a file with --process\"")]
    [InlineData("list --format xml", 1, "level=error msg=\"invalid format option: table and json are known\"")]
    [InlineData("--log-format xml list", 1, "level=error msg=\"invalid log-format: xml\"")]
    [InlineData("--root / list", 1, "level=error msg=\"option --root should not be set to /\"")]
    public void A_failure_is_one_line_and_an_exit_code(string line, int exitCode, string logged)
    {
        HuskOci run = HuskOci.Run(["--root", _root, .. line.Split(' ')]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(logged, run.Logged);
        Assert.Equal(run.Error.Length == 0 ? 0 : 1, run.Error.Count(c => c == '\n'));
        Assert.Equal("", run.Out);
    }

    [Theory]
    [InlineData("state", "husk-oci: \"state\" requires exactly 1 argument(s)", "husk-oci state - ")]
    [InlineData("exec", "husk-oci: \"exec\" requires a minimum of 1 argument(s)", "husk-oci exec - ")]
    [InlineData("exec --bogus a ls", "flag provided but not defined: -bogus", "husk-oci exec - ")]
    [InlineData("create a b --bundle /b", "husk-oci: \"create\" requires exactly 1 argument(s)", "husk-oci create - ")]
    [InlineData("--bogus", "flag provided but not defined: -bogus", "husk-oci - ")]
    public void A_mistake_on_the_command_line_is_1_everywhere_and_shows_the_help_that_fits(
        string line, string message, string help)
    {
        HuskOci run = HuskOci.Run(line.Split(' '));

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"Incorrect Usage: {message}\n\nNAME:\n   {help}", run.Out, StringComparison.Ordinal);
        Assert.Equal($"level=error msg=\"{message.Replace("\"", "\\\"", StringComparison.Ordinal)}\"", run.Logged);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("help")]
    [InlineData("")]
    public void The_help_of_the_program_is_asked_for_in_several_ways(string line)
    {
        HuskOci run = HuskOci.Run(line.Length == 0 ? [] : [line]);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("NAME:\n   husk-oci - Open Container Initiative runtime\n", run.Out);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void The_version_is_three_lines_as_in_runc_what_it_runs_on_and_what_is_built_in()
    {
        HuskOci run = HuskOci.Run("--version");

        string[] lines = run.Out.Split('\n');
        Assert.Matches(@"^husk-oci version \d+\.\d+\.\d+", lines[0]);
        Assert.Matches(@"^commit: ([0-9a-f]{40}(-dirty)?|unknown)$", lines[1]);
        Assert.Equal("spec: 1.3.0", lines[2]);
        Assert.Equal($"dotnet: {Environment.Version}", lines[3]);
        Assert.Matches(@"^(libseccomp: \d+\.\d+\.\d+|\+.*)$", lines[4]);
        Assert.Equal("+SYSTEMD +SELINUX +APPARMOR +CAP +SECCOMP +EBPF +CRIU", lines[^2]);
        Assert.Equal(run.Out, HuskOci.Run("-v").Out);
    }

    [Fact]
    public void With_a_log_file_the_error_stands_in_it_and_plainly_on_standard_error()
    {
        string log = Path.Combine(_root, "log.json");
        File.WriteAllText(log, "before\n");

        HuskOci run = HuskOci.Run("--log", log, "--log-format", "json", "--root", _root, "state", "nope");

        Assert.Equal("container \"nope\" does not exist\n", run.Error);
        string[] lines = File.ReadAllLines(log);
        Assert.Equal("before", lines[0]);
        Assert.StartsWith("""{"level":"error","msg":"container \"nope\" does not exist","time":"20""", lines[1]);
        Assert.Matches(@"-\d\d-\d\dT\d\d:\d\d:\d\dZ""}$", lines[1]);
        Assert.Equal(2, lines.Length);
    }

    [Fact]
    public void A_log_file_is_made_readable_for_all()
    {
        string log = Path.Combine(_root, "new.log");

        HuskOci.Run("--log", log, "--root", _root, "delete", "nope");

        Assert.Equal("644", Convert.ToString((int)new FileInfo(log).UnixFileMode, 8));
        Assert.EndsWith("level=error msg=\"container \\\"nope\\\" does not exist\"\n", File.ReadAllText(log));
    }

    [Fact]
    public void A_log_file_that_cannot_be_made_is_said_on_standard_error()
    {
        HuskOci run = HuskOci.Run("--log", "/no/such/directory/log", "list");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/no/such/directory/log", run.Logged, StringComparison.Ordinal);
        Assert.Contains("ENOENT", run.Logged, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_cannot_be_written_is_an_error()
    {
        string[] script = ["-c", $"dotnet {HuskOci.Program} help >/dev/full"];
        using Process shell = Process.Start(new ProcessStartInfo("sh", script) { RedirectStandardError = true })!;

        string error = shell.StandardError.ReadToEnd();
        shell.WaitForExit();

        Assert.Equal(1, shell.ExitCode);
        Assert.Contains("ENOSPC", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_leaves_is_no_error_to_talk_about()
    {
        // The pipe's other end is closed before the program has started, so every write finds nobody.
        string[] script = ["-c", $"{{ sleep 0.2; dotnet {HuskOci.Program} help; echo $? >&2; }} | true"];
        using Process shell = Process.Start(new ProcessStartInfo("sh", script) { RedirectStandardError = true })!;

        Assert.Equal("141\n", shell.StandardError.ReadToEnd());
    }

    [Fact]
    public void State_has_the_members_of_runc_in_its_order()
    {
        Make("web", new Dictionary<string, string> { ["org.example/größe"] = "<1>" });

        HuskOci run = HuskOci.Run("--root", _root, "state", "web");

        Assert.Equal(Golden("state.json"), run.Out);
        Assert.Equal(0, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(run.Out);
        Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
    }

    [Theory]
    [InlineData("table", "list.txt")]
    [InlineData("json", "list.json")]
    public void List_prints_what_runc_prints(string format, string golden)
    {
        Make("web", new Dictionary<string, string> { ["org.example/größe"] = "<1>" });
        Make("container-with-a-long-name", []);

        Assert.Equal(Golden(golden), HuskOci.Run("--root", _root, "list", "--format", format).Out);
    }

    [Fact]
    public void List_prints_the_ids_alone_when_it_is_asked_to_be_quiet()
    {
        Make("web", []);
        Make("a", []);

        Assert.Equal("a\nweb\n", HuskOci.Run("--root", _root, "list", "-q").Out);
    }

    [Fact]
    public void List_of_nothing_is_a_header_or_an_empty_array()
    {
        string header = "ID          PID         STATUS      BUNDLE      CREATED     OWNER\n";
        Assert.Equal(header, HuskOci.Run("--root", _root, "list").Out);
        Assert.Equal("[]\n", HuskOci.Run("--root", _root, "list", "-f", "json").Out);
        Assert.Equal(1, HuskOci.Run("--root", Path.Combine(_root, "missing"), "list").ExitCode);
    }

    [Fact]
    public void Spec_writes_a_configuration_once()
    {
        HuskOci first = HuskOci.Run("spec", "--bundle", _root);
        string config = Path.Combine(_root, "config.json");
        string written = File.ReadAllText(config);
        HuskOci second = HuskOci.Run("spec", "--bundle", _root);

        Assert.Equal((0, "", ""), (first.ExitCode, first.Out, first.Error));
        Assert.StartsWith("{\n\t\"ociVersion\": \"1.3.0\",\n", written, StringComparison.Ordinal);
        Assert.Equal(1, second.ExitCode);
        Assert.Equal("level=error msg=\"File config.json exists. Remove it first\"", second.Logged);
        Assert.Equal(written, File.ReadAllText(config));
    }

    [Fact]
    public void Spec_for_an_ordinary_user_maps_that_user()
    {
        HuskOci.Run("spec", "--rootless", "-b", _root);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root, "config.json")));
        JsonElement linux = json.RootElement.GetProperty("linux");
        var types = linux.GetProperty("namespaces").EnumerateArray()
            .Select(each => each.GetProperty("type").GetString());
        Assert.Contains("user", types);
        int mapped = linux.GetProperty("uidMappings")[0].GetProperty("hostID").GetInt32();
        Assert.Equal(Environment.IsPrivilegedProcess, mapped == 0);
    }

    [Fact]
    public void Spec_where_there_is_no_directory_names_it()
    {
        HuskOci run = HuskOci.Run("spec", "-b", Path.Combine(_root, "missing"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(Path.Combine(_root, "missing"), run.Logged, StringComparison.Ordinal);
    }

    private void Make(string id, Dictionary<string, string> annotations)
    {
        var store = new StateStore(_root);
        using Reservation reservation = store.Reserve(id);
        store.Save(Holder.Record(id) with { Annotations = annotations });
        reservation.Commit();
    }

    private static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name));
}
