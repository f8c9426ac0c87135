// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Tests.Fixture;

/// <summary>One who talks to a monitor, as the engine does.</summary>
internal sealed class Connection(OwnedFd socket) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FrameReader _reader = new();
    private readonly MemoryStream _stdout = new();
    private readonly MemoryStream _stderr = new();

    public byte[] Stdout => _stdout.ToArray();

    public byte[] Stderr => _stderr.ToArray();

    public string Text => Encoding.UTF8.GetString(Stdout);

    /// <summary>What came, but for output.</summary>
    public List<FrameKind> Kinds { get; } = [];

    public void Send(FrameKind kind, ReadOnlySpan<byte> payload = default) =>
        Fd.WriteAll(socket, Frame.Write(kind, payload));

    public void Attach(bool stdin = false, bool stdout = true, bool stderr = true, string keys = "") => Send(
        FrameKind.Attach,
        ProtocolJson.Write(new AttachRequest { Stdin = stdin, Stdout = stdout, Stderr = stderr, DetachKeys = keys }));

    public void Type(string text) => Send(FrameKind.Stdin, Encoding.UTF8.GetBytes(text));

    /// <summary>Asks for something, and waits until it is done.</summary>
    public void Ask(FrameKind kind, ReadOnlySpan<byte> payload = default)
    {
        Send(kind, payload);
        Until(FrameKind.Done);
    }

    /// <summary>Takes what comes until there is a frame of that kind; its payload.</summary>
    public byte[] Until(FrameKind wanted)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            while (_reader.TryTake(out FrameKind kind, out ReadOnlySpan<byte> payload))
            {
                if (kind is FrameKind.Stdout or FrameKind.Stderr)
                    (kind == FrameKind.Stdout ? _stdout : _stderr).Write(payload);
                else
                    Kinds.Add(kind);
                if (kind == wanted)
                    return payload.ToArray();
            }

            Assert.True(ReadMore(Limit - clock.Elapsed), $"no {wanted} frame: {string.Join(' ', Kinds)}, \"{Text}\"");
        }
    }

    /// <summary>Takes what comes until it has said so on its standard output.</summary>
    public void UntilText(string text)
    {
        while (!Text.Contains(text, StringComparison.Ordinal))
            Until(FrameKind.Stdout);
    }

    public ExitReport UntilExit() => ProtocolJson.ParseExit(Until(FrameKind.Exit));

    /// <summary>Keeps only the end of what came.</summary>
    public void Forget(int keep)
    {
        byte[] end = Stdout[^(int)Math.Min(keep, _stdout.Length)..];
        _stdout.SetLength(0);
        _stdout.Write(end);
    }

    /// <summary>Whether the other side has nothing more to say.</summary>
    public bool IsAtEnd() => !ReadMore(Limit);

    public void Dispose() => socket.Dispose();

    private bool ReadMore(TimeSpan limit)
    {
        if (limit <= TimeSpan.Zero || !Poll.UntilReadable(socket, limit))
            return false;
        int count = Fd.TryRead(socket, _reader.Room);
        if (count > 0)
            _reader.Filled(count);
        return count > 0;
    }
}
