// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Images.Tests.Registry;

namespace Husk.Build.Tests.Copying;

/// <summary>Serves the files of a directory, with the time that one has.</summary>
internal sealed class WebServer(string directory) : IDisposable
{
    private readonly MisbehavingRegistry _server = new(request => Answer(directory, request));

    public string Address => "http://" + _server.Host;

    /// <summary>The paths that were asked for, in their order.</summary>
    public IReadOnlyList<string> Requests => [.. _server.Requests.Select(request => request.Path)];

    public void Dispose() => _server.Dispose();

    private static HttpReply Answer(string directory, HttpRequest request)
    {
        string file = Path.Combine(directory, request.Path.TrimStart('/'));
        return File.Exists(file)
            ? new HttpReply
            {
                Headers = { ["Last-Modified"] = File.GetLastWriteTimeUtc(file).ToString("R") },
                Body = File.ReadAllBytes(file),
            }
            : new HttpReply { Status = 404 };
    }
}
