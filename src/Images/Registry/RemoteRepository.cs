// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Images.Registry.Http;

namespace Husk.Images.Registry;

/// <summary>One repository at one registry (or mirror), and what the distribution specification lets one do with
/// it.</summary>
public sealed partial class RemoteRepository
{
    private readonly RegistryHost _host;
    private readonly string _path;
    private readonly string _name;

    /// <param name="host">Who is spoken to.</param>
    /// <param name="path">The repository's name there.</param>
    /// <param name="name">What the user calls it, for errors.</param>
    internal RemoteRepository(RegistryHost host, string path, string name)
    {
        _host = host;
        _path = path;
        _name = name;
    }

    /// <summary>Whether it stands in for the registry that the image's name says.</summary>
    public bool IsMirror { get; init; }

    /// <summary>The host and port that are spoken to.</summary>
    public string Host => _host.Location.Host;

    /// <summary>The repository's name on that host.</summary>
    public string Path => _path;

    private string Url(string rest) => $"/v2/{_path}/{rest}";

    private IReadOnlyList<string> PullScope => [Scope(_path, "pull")];

    private IReadOnlyList<string> PushScope => [Scope(_path, "pull,push")];

    // Distribution, Token Scope Documentation: resourcescope.
    private static string Scope(string path, string actions) => $"repository:{path}:{actions}";
}
