// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Husk.Build.Tests.Copying;
using Husk.Containers.Tests;
using Husk.Linux.Tests;

namespace Husk.BuildExchange.Tests;

/// <summary>husk and podman, each with a store of its own, a context, and a busybox image that both have.</summary>
public sealed class Peers : IDisposable
{
    private readonly Engine _husk = new();
    private readonly WebServer _server;
    private readonly Lazy<DockerDaemon> _docker;
    private readonly ConcurrentDictionary<string, string> _byHusk = new();

    public Peers()
    {
        Command.Output(Path.Combine(Repository.Root, "tests/BuildExchange/context.sh"), Context);
        _server = new WebServer(Context);
        Podman("load", "-q", "-i", _husk["busybox.tar"]);
        _docker = new Lazy<DockerDaemon>(() =>
        {
            var docker = new DockerDaemon(_husk["docker"]);
            docker.Run("load", "-q", "-i", _husk["busybox.tar"]);
            return docker;
        });
    }

    public static string Dockerfiles { get; } = Path.Combine(Repository.Root, "tests", "BuildExchange", "dockerfiles");

    private string Context => _husk["context"];

    // The files of the context, once more.
    private string Site => "--build-arg=SITE=" + _server.Address;

    /// <summary>Its name in podman's store.</summary>
    public string BuildByHusk(string name) => _byHusk.GetOrAdd(name, Build);

    private string Build(string name)
    {
        string image = $"docker.io/library/husk-{name}:latest";
        (int code, _, string error) = _husk.Run("build", "--progress=plain", "--network=none",
            "--build-arg=GIVEN=given", Site, "-t", image, "-f", File(name), Context);
        Assert.True(code == 0, error);
        string archive = _husk[name + ".tar"];
        _husk.Output("save", "-o", archive, image);
        Podman("load", "-q", "-i", archive);
        return image;
    }

    /// <inheritdoc cref="BuildByHusk"/>
    public string BuildByPodman(string name)
    {
        string image = $"localhost/podman-{name}:latest";
        string peer = Path.Combine(Dockerfiles, name + ".peer");
        // An ignore file of the Dockerfile's name is BuildKit's: podman is told of it.
        string ignore = File(name) + ".dockerignore";
        string[] ignored = System.IO.File.Exists(ignore) ? ["--ignorefile", ignore] : [];
        Podman(["build", "-q", "--isolation=chroot", "--network=host", "--pull=never", "--layers=false",
            "--format=docker", "--build-arg=GIVEN=given", Site,
            .. ignored, "-t", image, "-f", System.IO.File.Exists(peer) ? peer : File(name), Context]);
        return image;
    }

    /// <inheritdoc cref="BuildByHusk"/>
    public string BuildByDocker(string name)
    {
        string image = $"exchange.invalid/docker-{name}:latest", archive = _husk[$"docker-{name}.tar"];
        _docker.Value.Run(
            "build", "-q", "--network=none", "--build-arg=GIVEN=given", Site, "-t", image, "-f", File(name), Context);
        _docker.Value.Run("save", "-o", archive, image);
        Podman("load", "-q", "-i", archive);
        return image;
    }

    /// <summary>What the image's configuration says of its containers, a member a line; skopeo reads it.</summary>
    public string Configuration(string image)
    {
        JsonNode config = JsonNode.Parse(Command.Output("skopeo", "inspect", "--config", "--raw", Transport(image)))!;
        // Who built it, which is told of one only.
        (config["config"]!["Labels"] as JsonObject)?.Remove("io.buildah.version");
        IEnumerable<string> lines = Members.Select(member => (member, value: config["config"]![member]))
            .Where(each => each.value is not null && each.value.ToJsonString() is not ("{}" or "[]" or "\"\""))
            .Select(each => $"{each.member} {Sorted(each.value!)}");
        return string.Join(
            '\n', [.. lines, $"author {config["author"]}", $"platform {config["os"]}/{config["architecture"]}"]);
    }

    /// <summary>Of two images each file: path, type, mode, owner, link, size, number of names, digest of its content,
    /// attributes.</summary>
    /// <param name="one">Which.</param>
    /// <param name="other">Which.</param>
    /// <param name="hasAttributes">Whether files' attributes are among it.</param>
    public (string One, string Other) Files(string one, string other, bool hasAttributes = true)
    {
        // A line for each image, the path at its end; they are unmounted all at once.
        string[] roots = [.. Podman("image", "mount", one, other).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Trim().Split(' ', '\t')[^1])];
        Assert.Equal(2, roots.Length);
        return (Files(roots[0], hasAttributes), Files(roots[1], hasAttributes));
    }

    private static string Files(string root, bool hasAttributes) => Command.Shell($$"""
        cd {{root}}
        find . -mindepth 1 {{Others}} '(' -type f -printf '%P f %m %U:%G %s %n\n' -o -type l -printf '%P l %U:%G %l\n' -o -printf '%P %y %m %U:%G\n' ')' | LC_ALL=C sort
        find . -type f {{Others}} -exec sha256sum {} + | LC_ALL=C sort -k2
        {{(hasAttributes ? "" : "exit 0")}}
        getfattr -Rhd -m '^(security.capability|user)' . 2> /dev/null | grep -v '^$' || true
        """);

    public void Dispose()
    {
        if (_docker.IsValueCreated)
            _docker.Value.Dispose();
        Podman("image", "unmount", "--all");
        Podman("system", "reset", "--force");
        _server.Dispose();
        _husk.Dispose();
    }

    // What podman's RUNs leave in a layer: the places of its own mounts.
    private static IReadOnlyList<string> MadeForRuns { get; } =
        ["dev", "proc", "sys", "run", "etc/hosts", "etc/resolv.conf", "etc/hostname", "etc/mtab"];

    private static string Others { get; } =
        string.Join(' ', MadeForRuns.Select(path => $"-not -path ./{path} -not -path './{path}/*'"));

    private static IReadOnlyList<string> Members { get; } =
        ["User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal", "OnBuild",
            "Shell", "Healthcheck"];

    private static string File(string name) => Path.Combine(Dockerfiles, name + ".Dockerfile");

    // What podman has loaded of husk's is told from the archive: an OCI configuration it keeps without its health
    // check.
    private string Transport(string image) => image.StartsWith("localhost/", StringComparison.Ordinal)
        ? $"containers-storage:[overlay@{_husk["podman"]}+{_husk["podman-run"]}]{image}"
        : image.Contains("/docker-", StringComparison.Ordinal) ? $"docker-archive:{_husk[Last(image) + ".tar"]}"
        : $"oci-archive:{_husk[Last(image)["husk-".Length..] + ".tar"]}";

    private static string Last(string image) => image[(image.LastIndexOf('/') + 1)..].Split(':')[0];

    private static string Sorted(JsonNode node) => node is JsonObject members
        ? "{" + string.Join(',',
            members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{JsonSerializer.Serialize(member.Key)}:{member.Value?.ToJsonString()}")) + "}"
        : node.ToJsonString();

    private string Podman(params string[] words) =>
        Command.Output("podman",
            ["--root", _husk["podman"], "--runroot", _husk["podman-run"], "--storage-driver=overlay",
                "--cgroup-manager=cgroupfs", .. words]);
}
