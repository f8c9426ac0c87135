// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Husk.Images.Tests.Registry;

/// <summary>An HTTP server on loopback that answers as a test tells it to, also with half a body.</summary>
internal sealed class MisbehavingRegistry : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<HttpRequest, HttpReply> _answer;
    private readonly ConcurrentQueue<HttpRequest> _requests = new();
    private readonly CancellationTokenSource _end = new();

    public MisbehavingRegistry(Func<HttpRequest, HttpReply> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Accept();
    }

    public string Host => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public IReadOnlyList<HttpRequest> Requests => [.. _requests];

    public IReadOnlyList<HttpRequest> For(string part) =>
        [.. _requests.Where(request => request.Target.Contains(part, StringComparison.Ordinal))];

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                if (await Read(stream) is not { } request)
                    return;
                _requests.Enqueue(request);
                await Write(stream, _answer(request), request.Method == "HEAD");
            }
            catch (Exception e) when (
                e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task<HttpRequest?> Read(NetworkStream stream)
    {
        var head = new List<byte>();
        byte[] one = new byte[1];
        while (head.Count < 4 || Encoding.ASCII.GetString([.. head[^4..]]) != "\r\n\r\n")
        {
            if (await stream.ReadAsync(one, _end.Token) == 0)
                return null;
            // A TLS handshake: whoever asks is to find out that this is plain HTTP.
            if (head.Count == 0 && one[0] == 0x16)
                return null;
            head.Add(one[0]);
        }
        string[] lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] first = lines[0].Split(' ');
        Dictionary<string, string> headers = lines[1..].Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim());
        byte[] body = new byte[headers.TryGetValue("content-length", out string? length) ? int.Parse(length) : 0];
        await stream.ReadExactlyAsync(body, _end.Token);
        return new HttpRequest(first[0], first[1], headers, body);
    }

    private async Task Write(NetworkStream stream, HttpReply reply, bool headOnly)
    {
        var head = new StringBuilder(
            $"HTTP/1.1 {reply.Status} Said\r\nConnection: close\r\nContent-Length: {reply.Body.Length}\r\n");
        foreach ((string name, string value) in reply.Headers)
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + "\r\n"), _end.Token);
        if (headOnly)
            return;
        int count = reply.BreakAfter ?? reply.StallAfter ?? reply.Body.Length;
        int step = reply.PauseEvery ?? count;
        for (int sent = 0; sent < count; sent += step)
        {
            await stream.WriteAsync(reply.Body.AsMemory(sent, Math.Min(step, count - sent)), _end.Token);
            await stream.FlushAsync(_end.Token);
            if (reply.PauseEvery is not null)
                await Task.Delay(3, _end.Token);
        }
        if (reply.StallAfter is not null)
            await Task.Delay(Timeout.Infinite, _end.Token);
    }
}
