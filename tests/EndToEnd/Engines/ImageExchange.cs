// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Threading;

namespace Husk.EndToEnd.Engines;

/// <summary>dockerd, husk, and between them a registry on the loopback of dockerd's ground.</summary>
public sealed class ImageExchange : IDisposable
{
    // In a network namespace of its own nobody else has it.
    private const string Registry = "127.0.0.1:5000";

    private readonly Docker _docker;
    private readonly Daemon _registry;
    private int _names;

    public ImageExchange()
    {
        HuskBinary.Require();
        _docker = new Docker();
        string config = Ground.Write("registry.yml", $$"""
            version: 0.1
            log: { level: error, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{Ground.File("registry")}} } }
            http: { addr: "{{Registry}}" }
            """);
        _registry = new Daemon(Ground, "docker-registry", "serve", config);
        try
        {
            _registry.Restart(
                () => InGround("busybox", "wget", "-q", "-O", "/dev/null", $"http://{Registry}/v2/").ExitCode == 0);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal Engine Engine => _docker;

    internal Ground Ground => _docker.Ground;

    /// <summary>A repository of the registry that nobody has used, with a tag.</summary>
    internal string NewName() => $"{Registry}/exchange/image{Interlocked.Increment(ref _names)}:1";

    /// <summary>A command of docker's that succeeds; what it prints.</summary>
    internal string Docker(params string[] words) => _docker.Do(words).Succeeded().Stdout.TrimEnd('\n');

    /// <summary>A command of husk's that succeeds; what it prints.</summary>
    internal string Husk(params string[] words) =>
        InGround([HuskBinary.Path, "--root", Ground.File("husk"), "--config", Ground.File("husk-config"), .. words])
            .Succeeded().Stdout.TrimEnd('\n');

    internal string Shell(string script) =>
        InGround("/bin/sh", "-ec", $"cd {Ground.Path}\n{script}").Succeeded().Stdout.TrimEnd('\n');

    public void Dispose()
    {
        _registry.Dispose();
        _docker.Dispose();
    }

    private Result InGround(params string[] command)
    {
        Launch launch = new() { Environment = new Dictionary<string, string> { ["TMPDIR"] = Ground.File("tmp") } };
        return Ground.Enter(launch, command).Wait();
    }
}
