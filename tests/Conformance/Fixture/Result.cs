// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Husk.Conformance.Fixture;

/// <summary>
/// How a command ended. Output is read when it is asked for: a detached container may still be writing.
/// </summary>
internal sealed partial class Result(string commandLine, int exitCode, string output)
{
    public int ExitCode => exitCode;

    public string Stdout => Read(output + ".out");

    public string Stderr => Read(output + ".err");

    /// <summary>The lines of stderr that are not warnings or below.</summary>
    public string[] ErrorLines =>
        [.. Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains("level=warning", StringComparison.Ordinal)
            && !line.Contains("level=info", StringComparison.Ordinal))];

    /// <summary>The error as a person reads it: without the logger's `time= level= msg=` and its quoting.</summary>
    public string Error
    {
        get
        {
            string text = string.Join('\n', ErrorLines);
            Match quoted = LogMessage().Match(text);
            return quoted.Success ? quoted.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal) : text;
        }
    }

    public Result Succeeded()
    {
        Assert.True(exitCode == 0, $"expected success\n{this}");
        return this;
    }

    public Result Exited(int expected)
    {
        Assert.True(exitCode == expected, $"expected exit code {expected}\n{this}");
        return this;
    }

    /// <summary>The general rule for errors: the exit code, and one line that holds each of the fragments.</summary>
    public Result Failed(int expected, params string[] fragments)
    {
        Exited(expected);
        Assert.True(ErrorLines.Length == 1, $"expected an error of one line\n{this}");
        foreach (string fragment in fragments)
        {
            Assert.True(Error.Contains(fragment, StringComparison.OrdinalIgnoreCase),
                $"expected the error to say \"{fragment}\"\n{this}");
        }

        return this;
    }

    /// <summary>The n-th line of stdout as JSON: what one verb of the probe has printed.</summary>
    public JsonObject Json(int line = 0)
    {
        string[] lines = Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(line < lines.Length, $"expected JSON in line {line + 1} of stdout\n{this}");
        return JsonNode.Parse(lines[line])!.AsObject();
    }

    public Facts Facts(int line = 0) => new(Json(line));

    public override string ToString() => $"$ {commandLine}\nexit code {exitCode}\nstdout: {Stdout}\nstderr: {Stderr}";

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path) : "";

    [GeneratedRegex("msg=\"((?:[^\"\\\\]|\\\\.)*)\"")]
    private static partial Regex LogMessage();
}
