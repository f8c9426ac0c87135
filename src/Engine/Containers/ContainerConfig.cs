// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Containers;

/// <summary>What does not depend on the host: the image's configuration with the user's over it.</summary>
public sealed record ContainerConfig
{
    public string Hostname { get; init; } = "";

    public string Domainname { get; init; } = "";

    public string User { get; init; } = "";

    public bool AttachStdin { get; init; }

    public bool AttachStdout { get; init; }

    public bool AttachStderr { get; init; }

    /// <summary><c>80/tcp</c>: an empty object for each.</summary>
    public string[] ExposedPorts { get; init; } = [];

    public bool Tty { get; init; }

    public bool OpenStdin { get; init; }

    public bool StdinOnce { get; init; }

    /// <summary><c>NAME=value</c>; the image's and then the user's, each name once.</summary>
    public string[] Env { get; init; } = [];

    public string[]? Cmd { get; init; }

    public string[]? Entrypoint { get; init; }

    /// <summary>As the user wrote it.</summary>
    public string Image { get; init; } = "";

    public Healthcheck? Healthcheck { get; init; }

    /// <summary>Paths of anonymous volumes.</summary>
    public string[] Volumes { get; init; } = [];

    public string WorkingDir { get; init; } = "";

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public string? StopSignal { get; init; }

    /// <summary>Seconds; null for ten.</summary>
    public int? StopTimeout { get; init; }

    public string[]? OnBuild { get; init; }

    public string[]? Shell { get; init; }
}
