// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>Options of the log: what each record has besides, and rotated files that are compressed.</summary>
public sealed class LogOptionTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void Labels_variables_and_a_tag_are_in_each_record_and_shown_as_details()
    {
        engine.Line("run", "--name", "cc", "--label", "one=1 2", "--label", "two=x", "--label", "else=y",
            "-e", "FOO=a&b", "-e", "BAR=c", "--log-opt", "labels=one,missing", "--log-opt", "labels-regex=^tw",
            "--log-opt", "env=FOO,NONE", "--log-opt", "env-regex=R$",
            "--log-opt", "tag={{.Name}}/{{.ImageName}}/{{.ID}}", Engine.Image, "sh", "-c", "echo line; echo error >&2");
        string id = engine.Line("ps", "-aq");
        string[] records = File.ReadAllLines(LogOf("log.json"));
        Assert.Equal(2, records.Length);
        foreach (string record in records)
        {
            using JsonDocument read = JsonDocument.Parse(record);
            Assert.Equal(
                [("BAR", "c"), ("FOO", "a&b"), ("one", "1 2"), ("tag", $"cc/{Engine.Image}/{id}"), ("two", "x")],
                read.RootElement.GetProperty("attrs").EnumerateObject()
                    .Select(pair => (pair.Name, pair.Value.GetString()!)));
        }

        string details = $"BAR=c,FOO=a%26b,one=1+2,tag=cc%2F{Engine.Image}%2F{id},two=x ";
        Assert.Equal((0, details + "line\n", details + "error\n"), engine.Run("logs", "--details", "cc"));
        Assert.Equal((0, "line\n", "error\n"), engine.Run("logs", "cc"));
    }

    [Theory]
    [InlineData("tag={{.Nope}}", "map has no entry for key \"Nope\"")]
    [InlineData("env-regex=(", "failed to initialize logging driver: error parsing regexp")]
    public void What_cannot_be_looked_up_is_told_before_there_is_a_container(string option, string message)
    {
        (int code, _, string error) = engine.Run("create", "--log-opt", option, Engine.Image, "true");
        Assert.Equal(1, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal("", engine.Line("ps", "-aq"));
    }

    [Theory]
    [InlineData("blocking")]
    [InlineData("non-blocking")]
    public void Rotated_files_are_compressed_and_read_as_before_also_after_the_monitor_was_killed(string mode)
    {
        engine.Line("run", "-d", "--name", "cc", "--log-opt", "compress=true", "--log-opt", "max-size=20k",
            "--log-opt", "max-file=9", "--log-opt", $"mode={mode}", Engine.Image, "sh", "-c", "seq 1 900; sleep 100000");
        Engine.Await(() => Rotated().SequenceEqual(["log.json.1.gz", "log.json.2.gz", "log.json.3.gz"]),
            "all rotated files are compressed");
        string all = engine.Line("logs", "cc");
        Assert.Equal(Enumerable.Range(1, 900), all.Split('\n').Select(int.Parse));
        string[] records = Command.Output("zcat", [.. Rotated().Reverse().Select(LogOf)]).Split('\n');
        Assert.Equal(all, string.Join('\n', records.Concat(File.ReadAllLines(LogOf("log.json")))
            .Where(line => line.Length > 0)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("log").GetString()!.TrimEnd('\n'))));
        Assert.Equal(
            Enumerable.Range(401, 500), engine.Line("logs", "--tail", "500", "cc").Split('\n').Select(int.Parse));

        // Packed again by somebody, they do not say any more which file each was.
        foreach (string file in Rotated().Select(LogOf))
            Command.Output("sh", "-c", $"zcat {file} | gzip -n > {file}.new && mv {file}.new {file}");
        Assert.Equal(all, engine.Line("logs", "cc"));

        // As one leaves it that is killed between the two renames, and while the next file is compressed.
        string log = LogOf("log.json");
        File.WriteAllText(log + ".1", Command.Output("zcat", log + ".1.gz"));
        File.WriteAllText(log + ".compressing", "half of it");
        foreach (int monitor in engine.Monitors())
            Command.Output("kill", "-KILL", monitor.ToString());
        Engine.Await(() => engine.Monitors().Count == 0, "the monitor is gone");
        Assert.Equal(all, engine.Line("logs", "cc"));
        Assert.Contains("Exited (137)", engine.Line("ps", "-a", "--format", "{{.Status}}"), StringComparison.Ordinal);
        Assert.False(File.Exists(log + ".compressing"));

        engine.Line("start", "cc");
        Engine.Await(() => Rotated() is { Length: 6 } files && Array.TrueForAll(files, IsCompressed),
            "what was left is compressed, and what came since");
        Assert.Equal($"{all}\n{all}", engine.Line("logs", "cc"));
    }

    [Fact]
    public void Who_follows_a_log_reads_no_line_twice_when_its_file_is_compressed()
    {
        engine.Line("run", "-d", "--name", "cc", "--log-opt", "compress=true", "--log-opt", "max-size=4k",
            "--log-opt", "max-file=20", Engine.Image, "sh", "-c", "for i in $(seq 1 20); do seq 1 20; sleep 0.05; done; echo end");
        string[] followed = engine.Line("logs", "-f", "cc").Split('\n');
        Assert.Equal(
            [.. Enumerable.Range(0, 400).Select(i => (i % 20 + 1).ToString()), "end"], followed);
    }

    private string[] Rotated() => [.. Directory.GetFiles(Path.GetDirectoryName(LogOf("log.json"))!, "log.json*")
        .Select(file => Path.GetFileName(file)).Where(file => file != "log.json").Order(StringComparer.Ordinal)];

    private static bool IsCompressed(string file) => file.EndsWith(".gz", StringComparison.Ordinal);

    private string LogOf(string name) => Path.Combine(
        Directory.GetDirectories(engine["root/containers"]).Single(each => File.Exists(each + "/container.json")), name);
}
