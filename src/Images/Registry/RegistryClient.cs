// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using Husk.Images.Registry.Configuration;
using Husk.Images.Registry.Credentials;
using Husk.Images.Registry.Http;
using Husk.Oci;

namespace Husk.Images.Registry;

/// <summary>
/// Speaks to registries: OCI distribution-spec 1.1, and the Docker Registry HTTP API v2 that came before it. One for a
/// whole program; connections and tokens are shared.
/// </summary>
public sealed class RegistryClient(RegistryConfiguration configuration, ICredentialSource credentials) : IDisposable
{
    private readonly ConcurrentDictionary<RegistryLocation, RegistryHost> _hosts = new();

    public RetryPolicy Policy { get; init; } = RetryPolicy.Default;

    /// <summary>Where certificates are looked for.</summary>
    public IReadOnlyList<string> CertificateRoots { get; init; } = CertificateDirectory.DefaultRoots;

    /// <summary>The repository where it really is: what pushes go to, and what everything but a pull speaks
    /// to.</summary>
    /// <param name="reference">Its name; the tag does not matter.</param>
    /// <param name="otherwise">How far it is trusted where the configuration does not say.</param>
    public RemoteRepository Repository(Reference reference, RegistrySecurity? otherwise = null) =>
        new(HostOf(OriginOf(reference, otherwise, out string path)), path, reference.FamiliarRepository);

    /// <summary>The places to pull from, in the order to try them: the mirrors that are set up, then the
    /// registry.</summary>
    public IEnumerable<RemoteRepository> Sources(Reference reference)
    {
        RegistryRule? rule = configuration.RuleOf(reference.Repository);
        foreach (RegistryLocation mirror in rule?.Mirrors ?? [])
        {
            string rest = reference.Repository[rule!.Prefix.Length..].TrimStart('/');
            yield return new RemoteRepository(
                HostOf(HostOnly(mirror)), Join(mirror.Path, rest), reference.FamiliarRepository)
            { IsMirror = true };
        }
        yield return Repository(reference);
    }

    /// <summary>The registry that a name such as <c>localhost:5000</c> means, for what is not about a
    /// repository.</summary>
    internal RegistryHost Host(string domain)
    {
        RegistryRule? rule = configuration.RuleOf(domain);
        RegistryLocation location = RegistryLocation.Parse(rule?.Location ?? Canonical(domain), rule?.Security);
        return HostOf(location with { Path = "" }, domain);
    }

    public void Dispose()
    {
        foreach (RegistryHost host in _hosts.Values)
            host.Dispose();
    }

    // Docker Hub's registry does not live at the name that its images have.
    private static string Canonical(string domain) =>
        domain == Reference.DefaultDomain ? "registry-1.docker.io" : domain;

    private RegistryLocation OriginOf(Reference reference, RegistrySecurity? otherwise, out string path)
    {
        RegistryRule? rule = configuration.RuleOf(reference.Repository);
        if (rule?.Location is null)
        {
            path = reference.Path;
            return RegistryLocation.Parse(Canonical(reference.Domain), rule?.Security ?? otherwise);
        }
        RegistryLocation location = RegistryLocation.Parse(rule.Location, rule.Security ?? otherwise);
        path = Join(location.Path, reference.Repository[rule.Prefix.Length..].TrimStart('/'));
        return HostOnly(location);
    }

    private static RegistryLocation HostOnly(RegistryLocation location) => location with { Path = "" };

    private static string Join(string path, string rest) =>
        string.Join('/', new[] { path, rest }.Where(part => part.Length > 0));

    private RegistryHost HostOf(RegistryLocation location, string? domain = null) => _hosts.GetOrAdd(
        location,
        key => new RegistryHost(key, CertificateDirectory.Find(CertificateRoots, key.Host), credentials, Policy));
}
