// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux.Tests;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Client;

namespace Husk.Monitor.Tests.Fixture;

/// <summary>
/// A bundle of the host's busybox, and a runtime with a root of its own to run it. Nothing stays of them.
/// </summary>
internal sealed class Bundle : IDisposable
{
    private static readonly string[] Applets =
        ["sh", "cat", "echo", "sleep", "head", "dd", "tr", "stty", "kill", "tail", "wc", "yes", "true", "printf",
            "test", "rm"];

    public Bundle(params string[] command)
    {
        string rootfs = Scratch["bundle/rootfs"];
        foreach (string directory in (string[])["bin", "dev", "proc", "sys", "tmp", "etc"])
            Directory.CreateDirectory(Path.Combine(rootfs, directory));
        File.Copy("/bin/busybox", Path.Combine(rootfs, "bin/busybox"));
        foreach (string applet in Applets)
            File.CreateSymbolicLink(Path.Combine(rootfs, "bin", applet), "busybox");
        Client = new RuntimeClient(Programs.Find(Programs.Runtime), [], Scratch["runtime"]);
        Write(command);
    }

    public string Id { get; } = "husk-monitor-" + Guid.NewGuid().ToString("N")[..8];

    public ScratchDirectory Scratch { get; } = new();

    public string BundlePath => Scratch["bundle"];

    public RuntimeClient Client { get; }

    /// <summary>Writes config.json anew.</summary>
    public void Write(string[] command, bool terminal = false, Func<RuntimeSpec, RuntimeSpec>? change = null)
    {
        RuntimeSpec spec = RuntimeSpecTemplate.Rootful(cgroupNamespace: false);
        spec = spec with
        {
            // crun 1.8 takes no later one.
            OciVersion = "1.0.2",
            Process = spec.Process! with { Args = command, Terminal = terminal },
            Root = spec.Root! with { Readonly = false },
            Linux = spec.Linux! with { CgroupsPath = "/" + Id },
        };
        File.WriteAllBytes(Scratch["bundle/config.json"], RuntimeSpecJson.Write(change is null ? spec : change(spec)));
    }

    public void Dispose()
    {
        Client.Delete(Id, force: true);
        Scratch.Dispose();
    }
}
