// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Tests.Fixture;

/// <summary>A monitor with a bundle to look after. Killed at the end of the test, and its container with it.</summary>
internal sealed class MonitorProcess : IDisposable
{
    private readonly Bundle _bundle;
    private readonly bool _ownsBundle;
    private readonly SpawnedProcess _process;

    public MonitorProcess(string script, Func<MonitorOrder, MonitorOrder>? change = null)
        : this(new Bundle("sh", "-c", script), change) => _ownsBundle = true;

    public MonitorProcess(Bundle bundle, Func<MonitorOrder, MonitorOrder>? change = null)
    {
        _bundle = bundle;
        MonitorOrder order = Order(bundle);
        order = change is null ? order : change(order);
        File.WriteAllBytes(bundle.Scratch["monitor.json"], ProtocolJson.Write(order));
        (OwnedFd here, OwnedFd there) = UnixSocket.Pair(Abi.SOCK_STREAM);
        using (there)
        {
            _process = Spawn.Start(new SpawnRequest
            {
                Program = Programs.Find(Programs.Monitor),
                Arguments = [bundle.Scratch["monitor.json"]],
                NewSession = true,
                Fds = [new(there.Number, 3)],
            });
        }

        Starter = new Connection(here);
    }

    public Connection Starter { get; }

    public int Pid => _process.Pid;

    public Bundle Bundle => _bundle;

    public ContainerState State =>
        ProtocolJson.ParseState(File.ReadAllBytes(_bundle.Scratch["state.json"]), "state.json");

    /// <summary>The actions in the events file.</summary>
    public string[] Events => [.. File.ReadLines(_bundle.Scratch["events.jsonl"]).Select(
        static line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("Action").GetString()!)];

    public static MonitorOrder Order(Bundle bundle) => new()
    {
        Id = bundle.Id,
        Name = "tested",
        Image = "busybox",
        Runtime = new RuntimeOrder { Path = Programs.Runtime, Root = bundle.Scratch["runtime"] },
        Bundle = bundle.BundlePath,
        PidFile = bundle.Scratch["pid"],
        Log = new LogOrder { Path = bundle.Scratch["log.json"] },
        CgroupPath = "/" + bundle.Id,
        StatePath = bundle.Scratch["state.json"],
        LockPath = bundle.Scratch["monitor.lock"],
        SocketPath = bundle.Scratch["monitor.sock"],
        EventsPath = bundle.Scratch["events.jsonl"],
    };

    /// <summary>Attaches to all streams and starts the container.</summary>
    public MonitorProcess Begin(bool stdin = false)
    {
        Starter.Attach(stdin);
        Starter.Send(FrameKind.Start);
        return this;
    }

    public Connection Connect() => new(UnixSocket.Connect(_bundle.Scratch["monitor.sock"]));

    /// <summary>Waits until the monitor has gone by itself; its status.</summary>
    public ExitStatus Wait()
    {
        Assert.True(PidFd.UntilExited(_process.Fd, TimeSpan.FromSeconds(30)), "the monitor does not end");
        return _process.Wait();
    }

    public void Kill(int signal) => PidFd.SendSignal(_process.Fd, signal);

    /// <summary>What the log says was written, the oldest file first.</summary>
    public (byte[] Stdout, byte[] Stderr) Logged()
    {
        ArrayBufferWriter<byte> stdout = new(), stderr = new(), text = new();
        foreach (string file in Directory.GetFiles(_bundle.Scratch.Path, "log.json*").OrderDescending())
        {
            foreach (byte[] line in Lines(File.ReadAllBytes(file)))
            {
                text.Clear();
                Assert.True(LogRecord.TryRead(line, text, out LogStream stream, out _), Encoding.UTF8.GetString(line));
                (stream == LogStream.Stdout ? stdout : stderr).Write(text.WrittenSpan);
            }
        }

        return (stdout.WrittenSpan.ToArray(), stderr.WrittenSpan.ToArray());
    }

    public void Dispose()
    {
        Starter.Dispose();
        if (PidFd.SendSignal(_process.Fd, Abi.SIGKILL))
            Children.TryReap(_process.Pid);
        _process.Dispose();
        if (_ownsBundle)
            _bundle.Dispose();
    }

    private static System.Collections.Generic.IEnumerable<byte[]> Lines(byte[] content)
    {
        for (int start = 0; start < content.Length;)
        {
            int end = Array.IndexOf(content, (byte)'\n', start);
            Assert.True(end >= 0, "the log ends in the middle of a record");
            yield return content[start..end];
            start = end + 1;
        }
    }
}
