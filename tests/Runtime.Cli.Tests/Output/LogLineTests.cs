// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using Husk.Runtime.Cli.Output;

namespace Husk.Runtime.Cli.Tests.Output;

public sealed class LogLineTests
{
    private static readonly DateTime Moment = new(2026, 9, 1, 10, 0, 7, 123, DateTimeKind.Utc);

    [Theory]
    [InlineData("plain", "msg=plain")]
    [InlineData("a-b_c.d/e@f^g+h", "msg=a-b_c.d/e@f^g+h")]
    [InlineData("two words", "msg=\"two words\"")]
    [InlineData("container \"x\" does not exist", "msg=\"container \\\"x\\\" does not exist\"")]
    [InlineData("back\\slash", "msg=\"back\\\\slash\"")]
    [InlineData("one\ntwo\tthree\r", "msg=\"one\\ntwo\\tthree\\r\"")]
    [InlineData("\u0001\u007f", "msg=\"\\x01\\x7f\"")]
    [InlineData("größe", "msg=\"größe\"")]
    [InlineData("a=b", "msg=\"a=b\"")]
    public void Text_is_one_line_as_logrus_writes_it(string message, string field) =>
        Assert.Equal(
            $"time=\"2026-09-01T10:00:07Z\" level=error {field}\n",
            LogLine.Of(LogFormat.Text, LogLevel.Error, Moment, message));

    [Fact]
    public void Json_is_the_line_that_containerds_shim_looks_for() =>
        Assert.Equal(
            "{\"level\":\"error\",\"msg\":\"container not running\",\"time\":\"2026-09-01T10:00:07Z\"}\n",
            LogLine.Of(LogFormat.Json, LogLevel.Error, Moment, "container not running"));

    [Theory]
    [InlineData("quote \" backslash \\ slash /")]
    [InlineData("one\ntwo\tthree\rfour")]
    [InlineData("\u0000\u0001\u001f\u007f")]
    [InlineData("größe 容器 🐕")]
    [InlineData("")]
    public void Json_says_what_was_said(string message)
    {
        string line = LogLine.Of(LogFormat.Json, LogLevel.Warning, Moment, message);

        using JsonDocument json = JsonDocument.Parse(line);
        Assert.Equal(message, json.RootElement.GetProperty("msg").GetString());
        Assert.Equal("warning", json.RootElement.GetProperty("level").GetString());
        Assert.Equal(Moment.AddMilliseconds(-123), json.RootElement.GetProperty("time").GetDateTime());
        Assert.Equal(line.Length - 1, line.IndexOf('\n'));
    }

    [Theory]
    [InlineData("Debug", "debug")]
    [InlineData("Info", "info")]
    [InlineData("Warning", "warning")]
    [InlineData("Error", "error")]
    public void Levels_have_the_names_of_logrus(string level, string name) =>
        Assert.Contains($" level={name} ", LogLine.Of(LogFormat.Text, Enum.Parse<LogLevel>(level), Moment, "x"));
}
