// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;

namespace Husk.Monitor.Tests;

/// <summary>Nothing that a container writes is lost, however soon it ends: 500 runs, or $HUSK_MONITOR_RUNS.</summary>
public sealed class ExactOutputTests
{
    private const int Most = 300_000;

    private static int Runs =>
        int.Parse(Environment.GetEnvironmentVariable("HUSK_MONITOR_RUNS") ?? "500", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_byte_reaches_the_client_and_the_log(bool terminal)
    {
        using var bundle = new Bundle();
        bundle.Write(["sh", "-c", "cat /tmp/out & cat /tmp/err >&2; wait"], terminal);
        var random = new Random(terminal ? 1 : 2);
        for (int run = 0; run < Runs / 2; run++)
        {
            byte[] stdout = Bytes(random, terminal), stderr = terminal ? [] : Bytes(random, terminal);
            File.WriteAllBytes(bundle.Scratch["bundle/rootfs/tmp/out"], stdout);
            File.WriteAllBytes(bundle.Scratch["bundle/rootfs/tmp/err"], stderr);
            using (MonitorProcess monitor = new MonitorProcess(bundle, order => order with
            {
                Terminal = terminal,
            }).Begin())
            {
                Assert.Equal(0, monitor.Starter.UntilExit().ExitCode);
                // Exit is the last word: by now all is there.
                (byte[] Stdout, byte[] Stderr) logged = monitor.Logged();
                byte[] expected = terminal ? Translated(stdout) : stdout;
                string which = $"run {run}, {stdout.Length} and {stderr.Length} bytes";
                Assert.True(expected.AsSpan().SequenceEqual(monitor.Starter.Stdout),
                    $"{which}: {monitor.Starter.Stdout.Length} attached");
                Assert.True(expected.AsSpan().SequenceEqual(logged.Stdout), $"{which}: {logged.Stdout.Length} logged");
                Assert.True(stderr.AsSpan().SequenceEqual(monitor.Starter.Stderr),
                    $"{which}: {monitor.Starter.Stderr.Length} attached");
                Assert.True(stderr.AsSpan().SequenceEqual(logged.Stderr), $"{which}: {logged.Stderr.Length} logged");
                Assert.True(monitor.Starter.IsAtEnd());
                monitor.Wait();
            }

            bundle.Client.Delete(bundle.Id, force: true);
            File.Delete(bundle.Scratch["log.json"]);
        }
    }

    // Lines short and long, with bytes that are no text where there is no terminal to mind them.
    private static byte[] Bytes(Random random, bool terminal)
    {
        byte[] bytes = new byte[random.Next(1, random.Next(2) == 0 ? 2000 : Most)];
        int longest = random.Next(2) == 0 ? 200 : 60_000;
        random.NextBytes(bytes);
        for (int i = 0; i < bytes.Length && terminal; i++)
            bytes[i] = (byte)(bytes[i] % 95 + 32);
        for (int i = random.Next(longest); i < bytes.Length; i += random.Next(1, longest))
            bytes[i] = (byte)'\n';
        return bytes;
    }

    // termios(3), ONLCR, which every new terminal has.
    private static byte[] Translated(byte[] bytes)
    {
        var translated = new List<byte>(bytes.Length * 2);
        foreach (byte each in bytes)
        {
            if (each == '\n')
                translated.Add((byte)'\r');
            translated.Add(each);
        }

        return [.. translated];
    }
}
