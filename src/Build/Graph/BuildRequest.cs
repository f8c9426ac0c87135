// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Build.Cache;
using Husk.Build.Syntax;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>What a build is asked for.</summary>
public sealed record BuildRequest
{
    public required Dockerfile Dockerfile { get; init; }

    /// <summary>What COPY takes from.</summary>
    public required BuildContext Context { get; init; }

    /// <summary>By name, what a FROM or --from takes instead of a stage or an image.</summary>
    public IReadOnlyDictionary<string, NamedContext> NamedContexts { get; init; } =
        new Dictionary<string, NamedContext>();

    /// <summary>The stage to build; null for the last.</summary>
    public string? Target { get; init; }

    /// <summary>Values of ARGs.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>What the image is for; null for this machine.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Whether registries are asked for images that are here.</summary>
    public bool Pull { get; init; }

    public bool NoCache { get; init; }

    /// <summary>Caches of elsewhere, asked in their order where the store has no record.</summary>
    public IReadOnlyList<ICacheSource> Caches { get; init; } = [];

    /// <summary>The stages of which nothing is taken from the cache.</summary>
    public IReadOnlyCollection<string> NoCacheStages { get; init; } = [];

    /// <summary>By id.</summary>
    public IReadOnlyDictionary<string, BuildSecret> Secrets { get; init; } = new Dictionary<string, BuildSecret>();

    /// <summary>By id, how to come by the socket of an ssh agent.</summary>
    public IReadOnlyDictionary<string, Func<string>> Agents { get; init; } = new Dictionary<string, Func<string>>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What RUNs may ask for: <c>network.host</c>, <c>security.insecure</c>.</summary>
    public IReadOnlyCollection<string> Allowed { get; init; } = [];

    /// <summary>The network of RUNs that ask for none.</summary>
    public Syntax.Instructions.RunNetwork Network { get; init; }

    /// <summary>What <c>--add-host</c> says: RUNs depend on it.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init; } = [];

    /// <summary>The latest time that anything in the image may have (reproducible-builds.org, SOURCE_DATE_EPOCH); null
    /// for now.</summary>
    public DateTimeOffset? Epoch { get; init; }

    /// <summary>Whether files too get no later time than <see cref="Epoch"/>.</summary>
    public bool RewritesTimes { get; init; } = true;

    /// <summary>Where steps work: a directory of this build's own, on the image store's file system.</summary>
    public required string Directory { get; init; }

    /// <summary>Where RUN --mount=type=cache keeps things.</summary>
    public required string CacheMounts { get; init; }
}
