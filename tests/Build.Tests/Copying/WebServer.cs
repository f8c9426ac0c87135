// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Husk.Build.Tests.Copying;

/// <summary>Serves the files of a directory, with the time that one has.</summary>
internal sealed class WebServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly string _directory;
    private readonly Task _serving;

    public WebServer(string directory)
    {
        _directory = directory;
        (_listener, Address) = Listen();
        _serving = Task.Run(Serve);
    }

    public string Address { get; }

    /// <summary>The paths that were asked for, in their order.</summary>
    public List<string> Requests { get; } = [];

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait();
        ((IDisposable)_listener).Dispose();
    }

    // Between the look for a free port and its use somebody else may take it.
    private static (HttpListener Listener, string Address) Listen()
    {
        for (int attempt = 0; ; attempt++)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            string address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            free.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add(address + "/");
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (Exception taken) when (attempt < 20 && taken is (HttpListenerException or SocketException))
            {
                listener.Close();
            }
        }
    }

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or InvalidOperationException)
            {
                // It has been stopped: before the call, or while it waited.
                return;
            }

            try
            {
                await Answer(context);
            }
            catch (Exception e) when (e is HttpListenerException or InvalidOperationException or IOException)
            {
                // Who asked has gone.
            }
        }
    }

    private async Task Answer(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath;
        Requests.Add(path);
        string file = Path.Combine(_directory, path.TrimStart('/'));
        if (File.Exists(file))
        {
            context.Response.Headers["Last-Modified"] = File.GetLastWriteTimeUtc(file).ToString("R");
            await context.Response.OutputStream.WriteAsync(File.ReadAllBytes(file));
        }
        else
        {
            context.Response.StatusCode = 404;
        }

        context.Response.Close();
    }
}
