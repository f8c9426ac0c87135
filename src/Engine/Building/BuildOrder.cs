// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Engine.Containers;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

/// <summary>A build as its flags say it.</summary>
public sealed record BuildOrder
{
    /// <summary>The directory that COPY takes from, absolute.</summary>
    public required string Context { get; init; }

    public required BuildFile Dockerfile { get; init; }

    /// <summary>The file of ignore patterns; null for none.</summary>
    public BuildFile? IgnoreFile { get; init; }

    /// <summary>By name: <c>docker-image://NAME</c> or a directory.</summary>
    public IReadOnlyDictionary<string, string> NamedContexts { get; init; } = new Dictionary<string, string>();

    /// <summary>The stage; null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>Of ARGs.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Of the image's manifest.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<Reference> Names { get; init; } = [];

    /// <summary>Null for this machine.</summary>
    public Platform? Platform { get; init; }

    public bool Pull { get; init; }

    public bool NoCache { get; init; }

    /// <summary>The stages of which nothing is taken from the cache.</summary>
    public IReadOnlyList<string> NoCacheStages { get; init; } = [];

    /// <summary>By id, how to read it.</summary>
    public IReadOnlyDictionary<string, Func<byte[]>> Secrets { get; init; } = new Dictionary<string, Func<byte[]>>();

    /// <summary>By id, the socket of an ssh agent, or files with keys; absolute.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Agents { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary><c>network.host</c>, <c>security.insecure</c>.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary><c>default</c>, <c>none</c> or <c>host</c>.</summary>
    public string Network { get; init; } = "default";

    /// <summary>Limits, /dev/shm, hosts and the like of every RUN.</summary>
    public HostConfig Limits { get; init; } = new();

    /// <summary>The host's name in every RUN.</summary>
    public string Hostname { get; init; } = "buildkitsandbox";

    /// <summary>SOURCE_DATE_EPOCH; null for now.</summary>
    public DateTimeOffset? Epoch { get; init; }

    /// <summary>Whether files too get no later time.</summary>
    public bool RewritesTimes { get; init; } = true;

    /// <summary>Caches to take from, the first that has a step.</summary>
    public IReadOnlyList<CacheEnd> CacheFrom { get; init; } = [];

    /// <summary>Where the cache of this build goes.</summary>
    public IReadOnlyList<CacheEnd> CacheTo { get; init; } = [];

    public IReadOnlyList<BuildOutput> Outputs { get; init; } = [new BuildOutput(BuildOutputKind.Image, null, null)];
}
