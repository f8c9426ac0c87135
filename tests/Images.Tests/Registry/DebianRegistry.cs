// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using Husk.Linux.Tests;

namespace Husk.Images.Tests.Registry;

/// <summary>Debian's docker-registry (distribution 2.8) on a port of its own, with its files in a scratch
/// directory.</summary>
internal sealed class DebianRegistry : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;

    /// <param name="extra">Lines for its configuration: <c>auth:</c> and the like.</param>
    /// <param name="tls">Lines below <c>http:</c>.</param>
    public DebianRegistry(string extra = "", string tls = "")
    {
        int port = FreePort();
        Host = $"localhost:{port}";
        File.WriteAllText(_scratch["config.yml"], $"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {_scratch["registry"]}
              delete:
                enabled: true
            http:
              addr: 127.0.0.1:{port}
            {tls}
            {extra}
            """);
        var start = new ProcessStartInfo("docker-registry", ["serve", _scratch["config.yml"]])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        for (int i = 0; !Answers(port); i++)
        {
            Assert.True(i < 600 && !_process.HasExited, "docker-registry does not start");
            Thread.Sleep(50);
        }
    }

    public string Host { get; }

    public ScratchDirectory Scratch => _scratch;

    /// <summary>A line for each request that it has answered, as web servers write them.</summary>
    public IReadOnlyCollection<string> AccessLog => _log;

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _scratch.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool Answers(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
