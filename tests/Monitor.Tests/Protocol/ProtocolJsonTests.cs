// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Monitor.Protocol;
using Husk.Oci.ImageSpec;

namespace Husk.Monitor.Tests.Protocol;

public sealed class ProtocolJsonTests
{
    [Fact]
    public void An_order_comes_back_as_it_was()
    {
        var order = new MonitorOrder
        {
            Id = "abc",
            Name = "web",
            Image = "busybox",
            Attributes = new Dictionary<string, string> { ["label"] = "\u0000 any" },
            Runtime = new RuntimeOrder { Path = "/bin/runc", Arguments = ["--systemd-cgroup"], Root = "/run/x" },
            Bundle = "/b",
            PidFile = "/p",
            Terminal = true,
            Rows = 24,
            Columns = 80,
            OpenStdin = true,
            StdinOnce = true,
            Log = new LogOrder
            {
                Type = "none",
                Options = new Dictionary<string, string> { ["max-size"] = "1m" },
                Path = "/l",
                Attributes = new Dictionary<string, string> { ["tag"] = "t" },
                Compressor = ["/bin/c", "x"],
            },
            Restart = new RestartPolicy { Name = "on-failure", MaximumRetryCount = 3 },
            Health = new HealthOrder
            {
                Config = new Healthcheck { Test = ["CMD", "true"], Interval = 5, Retries = 2 },
                ProcessFile = "/h",
            },
            StopSignal = "SIGQUIT",
            StopTimeout = -1,
            CgroupPath = "/husk/abc",
            StatePath = "/s",
            LockPath = "/k",
            SocketPath = "/o",
            EventsPath = "/e",
            CleanUp = ["/bin/husk", "container-cleanup", "abc"],
        };
        MonitorOrder back = ProtocolJson.ParseOrder(ProtocolJson.Write(order), "monitor.json");

        Assert.Equal(
            Encoding.UTF8.GetString(ProtocolJson.Write(order)), Encoding.UTF8.GetString(ProtocolJson.Write(back)));
        Assert.Equal(("abc", 24, "any", 3, "/h", -1),
            (back.Id, back.Rows, back.Attributes["label"][2..], back.Restart.MaximumRetryCount,
                back.Health!.ProcessFile, back.StopTimeout));
        Assert.Equal(["/bin/husk", "container-cleanup", "abc"], back.CleanUp);
    }

    [Fact]
    public void A_state_is_in_dockers_words()
    {
        var state = new ContainerState
        {
            Status = ContainerStatus.Restarting,
            Pid = 7,
            StartedAt = new DateTimeOffset(2024, 1, 2, 3, 4, 5, 600, TimeSpan.Zero),
            Health = new HealthState { Log = [new HealthProbe { ExitCode = 1, Output = "no" }] },
        };
        string json = Encoding.UTF8.GetString(ProtocolJson.Write(state));

        Assert.StartsWith(
            """{"Status":"restarting","Pid":7,"ExitCode":0,"OOMKilled":false,"Error":"","StartedAt":"2024-01-02T03:04:05.6Z","FinishedAt":"0001-01-01T00:00:00Z",""", json, StringComparison.Ordinal);
        ContainerState back = ProtocolJson.ParseState(Encoding.UTF8.GetBytes(json), "state.json");
        Assert.Equal(state with { Health = null }, back with { Health = null });
        Assert.Equal("no", Assert.Single(back.Health!.Log).Output);
    }

    [Fact]
    public void Payloads_are_named_as_the_table_of_frames_has_them()
    {
        Assert.Equal("""{"stdin":true,"stdout":true,"stderr":false,"detachKeys":"a"}""",
            Encoding.UTF8.GetString(ProtocolJson.Write(new AttachRequest
            {
                Stdin = true,
                Stdout = true,
                DetachKeys = "a",
            })));
        ExitReport report =
            ProtocolJson.ParseExit("""{"exitCode":137,"oomKilled":true,"restarting":true,"later":1}"""u8);
        Assert.Equal((137, true, true), (report.ExitCode, report.OOMKilled, report.Restarting));
        Assert.Throws<ProtocolException>(() => ProtocolJson.ParseExit("[]"u8));
    }

    [Theory]
    [InlineData("2024-05-06T07:08:09Z", "2024-05-06T07:08:09Z")]
    [InlineData("2024-05-06T07:08:09.120Z", "2024-05-06T07:08:09.12Z")]
    [InlineData("2024-05-06T09:08:09.123456789+02:00", "2024-05-06T07:08:09.1234567Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z")]
    [InlineData("2024-02-30T00:00:00Z", null)]
    [InlineData("2024-02-03 00:00:00", null)]
    public void Moments_are_read_and_written(string text, string? expected)
    {
        bool isMoment = Rfc3339.TryRead(Encoding.ASCII.GetBytes(text), out DateTimeOffset moment);

        Assert.Equal(expected, isMoment ? Rfc3339.Write(moment) : null);
    }

    [Theory]
    [InlineData("json-file", "max-size", "10k", 10240, 3)]
    [InlineData("local", "max-size", "1.5 MiB", 1572864, 3)]
    [InlineData("", "max-size", "-1", 0, 3)]
    [InlineData("json-file", "max-file", "7", 10485760, 7)]
    public void Log_options_are_read(string driver, string name, string value, long size, int files)
    {
        var options = new Dictionary<string, string> { [name] = value };
        Assert.Equal(new LogOptions(true, size, files), LogOptions.Parse(driver, options));
    }

    [Theory]
    [InlineData("mode", "blocking", null)]
    [InlineData("mode", "", null)]
    [InlineData("mode", "non-blocking", 1_000_000L)]
    [InlineData("max-buffer-size", "4m", 4_194_304L)]
    [InlineData("max-buffer-size", "0", 0L)]
    public void A_log_waits_or_has_a_ring(string name, string value, long? size)
    {
        var options = new Dictionary<string, string> { ["mode"] = "non-blocking", [name] = value };
        Assert.Equal(size, LogOptions.Parse("json-file", options).RingSize);
    }

    [Theory]
    [InlineData("max-file", "1")]
    [InlineData("max-size", "-1")]
    public void Nothing_is_compressed_that_is_not_rotated(string name, string value)
    {
        var options = new Dictionary<string, string> { ["compress"] = "true" };
        Assert.True(LogOptions.Parse("json-file", options).Compress);
        options[name] = value;
        Assert.Contains("compress cannot be true when max-file is less than 2 or max-size is not set",
            Assert.Throws<FormatException>(() => LogOptions.Parse("json-file", options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("syslog", "tag", "x", "no log driver named 'syslog'")]
    [InlineData("json-file", "compress", "maybe", "'maybe' is neither true nor false")]
    [InlineData("json-file", "mode", "lazy", "logger: logging mode not supported: lazy")]
    [InlineData("json-file", "max-buffer-size", "1m", "logger: max-buffer-size option is only supported with 'mode=non-blocking'")]
    [InlineData("json-file", "max-size", "ten", "invalid size: 'ten'")]
    [InlineData("json-file", "max-size", "0", "failed to initialize logging driver: max-size must be a positive number")]
    [InlineData("json-file", "max-file", "0", "max-file cannot be less than 1")]
    [InlineData("json-file", "fluentd-address", "x", "unknown log opt 'fluentd-address' for json-file log driver")]
    public void What_a_driver_cannot_do_is_refused(string driver, string name, string value, string message)
    {
        var options = new Dictionary<string, string> { [name] = value };
        var refused = Assert.Throws<FormatException>(() => LogOptions.Parse(driver, options));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }
}
