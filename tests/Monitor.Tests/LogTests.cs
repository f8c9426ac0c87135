// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Husk.Linux.Tests;
using Husk.Monitor.Output;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

public sealed class LogTests
{
    [Fact]
    public void A_log_is_dockers()
    {
        using MonitorProcess monitor = new MonitorProcess("printf 'a\\n\\nb'; printf 'c<\\n' >&2; printf end").Begin();
        monitor.Starter.UntilExit();

        JsonElement[] records = [
            .. File.ReadLines(monitor.Bundle.Scratch["log.json"]).Select(line => JsonDocument.Parse(line).RootElement)];
        string[] stdout = [.. records.Where(each => each.GetProperty("stream").GetString() == "stdout")
            .Select(each => each.GetProperty("log").GetString()!)];
        Assert.Equal(["a\n", "\n", "bend"], stdout);
        Assert.Equal(["c<\n"],
            records.Where(each => each.GetProperty("stream").GetString() == "stderr")
            .Select(each => each.GetProperty("log").GetString()));
        Assert.All(records, record =>
        {
            Assert.Equal(["log", "stream", "time"], record.EnumerateObject().Select(member => member.Name));
            Assert.True(
                DateTimeOffset.UtcNow - record.GetProperty("time").GetDateTimeOffset() < TimeSpan.FromMinutes(1));
        });
    }

    [Fact]
    public void A_line_that_is_too_long_has_several_records()
    {
        // 40,000 bytes of two each: no record may end in the middle of one.
        using MonitorProcess monitor =
            new MonitorProcess("printf x; yes ü | tr -d '\\n' | head -c 40000; echo; echo short").Begin();
        monitor.Starter.UntilExit();

        string[] texts = [.. File.ReadLines(monitor.Bundle.Scratch["log.json"])
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("log").GetString()!)];
        Assert.Equal("x" + new string('ü', 20000) + "\nshort\n", string.Concat(texts));
        Assert.Equal([false, false, true, true], texts.Select(text => text.EndsWith('\n')));
        Assert.All(texts, text => Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, LogRecord.MaximumText));
    }

    [Fact]
    public void A_full_log_is_rotated_and_the_oldest_part_goes()
    {
        var options = new Dictionary<string, string> { ["max-size"] = "10k", ["max-file"] = "3" };
        using MonitorProcess monitor = new MonitorProcess(
            "i=0; while [ $i -lt 1000 ]; do echo line $i; i=$((i+1)); done",
            order => order with { Log = order.Log with { Options = options } }).Begin();
        monitor.Starter.UntilExit();

        string[] files = [.. Directory.GetFiles(monitor.Bundle.Scratch.Path, "log.json*")
            .Select(path => Path.GetFileName(path)).Order()];
        Assert.Equal(["log.json", "log.json.1", "log.json.2"], files);
        Assert.All(
            files, file => Assert.InRange(new FileInfo(monitor.Bundle.Scratch[file]).Length, 1, 10 * 1024 + 100));
        string kept = Encoding.UTF8.GetString(monitor.Logged().Stdout);
        Assert.EndsWith("line 998\nline 999\n", kept, StringComparison.Ordinal);
        Assert.EndsWith(kept, monitor.Starter.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("line 1\n", kept, StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_begins_anew_when_it_is_full()
    {
        var options = new Dictionary<string, string> { ["max-size"] = "2k", ["max-file"] = "1" };
        using MonitorProcess monitor = new MonitorProcess(
            "i=0; while [ $i -lt 100 ]; do echo line $i; i=$((i+1)); done",
            order => order with { Log = order.Log with { Options = options } }).Begin();
        monitor.Starter.UntilExit();

        Assert.Single(Directory.GetFiles(monitor.Bundle.Scratch.Path, "log.json*"));
        Assert.EndsWith("line 99\n", Encoding.UTF8.GetString(monitor.Logged().Stdout), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_log_there_is_none_and_clients_get_everything()
    {
        using MonitorProcess monitor = new MonitorProcess("echo seen", order => order with
        {
            Log = order.Log with { Type = "none" },
        }).Begin();
        monitor.Starter.UntilExit();

        Assert.Equal("seen\n", monitor.Starter.Text);
        Assert.False(File.Exists(monitor.Bundle.Scratch["log.json"]));
    }

    [Fact]
    public void The_next_run_goes_on_behind_the_last_even_one_that_was_cut_off()
    {
        using var bundle = new Bundle("echo", "again");
        File.WriteAllText(bundle.Scratch["log.json"], "{\"log\":\"cut o");
        using MonitorProcess monitor = new MonitorProcess(bundle).Begin();
        monitor.Starter.UntilExit();

        string[] lines = File.ReadAllLines(bundle.Scratch["log.json"]);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("{\"log\":\"again\\n\",", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_does_not_stop_the_container()
    {
        using MonitorProcess monitor = new MonitorProcess(
            "yes | head -c 500000; echo end", order => order with
            {
                Log = order.Log with { Path = "/dev/full" },
            }).Begin();

        Assert.Equal(0, monitor.Starter.UntilExit().ExitCode);
        Assert.Equal(500_004, monitor.Starter.Stdout.Length);
    }

    [Fact]
    public void After_a_disk_was_full_records_are_whole_again()
    {
        using var scratch = new ScratchDirectory();
        Command.Output("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", scratch.Path);
        try
        {
            var options = new LogOptions(true, 0, 1);
            using (var log = new LogFile(scratch["log.json"], options))
            {
                File.WriteAllBytes(scratch["ballast"], new byte[40 * 1024]);
                byte[] line = Encoding.ASCII.GetBytes(new string('x', 999) + "\n");
                for (int i = 0; i < 100; i++)
                    log.Add(LogStream.Stdout, DateTimeOffset.UnixEpoch, line);
                log.Flush();
                File.Delete(scratch["ballast"]);
                log.Add(LogStream.Stdout, DateTimeOffset.UnixEpoch, "after\n"u8);
            }

            string[] lines = File.ReadAllLines(scratch["log.json"]);
            var text = new System.Buffers.ArrayBufferWriter<byte>();
            Assert.Equal(lines.Length - 1,
                lines.Count(record => LogRecord.TryRead(Encoding.UTF8.GetBytes(record), text, out _, out _)));
            Assert.EndsWith("after\n", Encoding.UTF8.GetString(text.WrittenSpan), StringComparison.Ordinal);
        }
        finally
        {
            Command.Output("umount", scratch.Path);
        }
    }

    [Fact]
    public void Lines_are_in_the_log_while_the_container_runs()
    {
        using MonitorProcess monitor = new MonitorProcess("echo one; exec sleep 60").Begin();
        monitor.Starter.UntilText("one\n");

        // The disk comes first: what a client has seen is there.
        Assert.Equal("one\n"u8.ToArray(), monitor.Logged().Stdout);
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        monitor.Starter.UntilExit();
    }
}
