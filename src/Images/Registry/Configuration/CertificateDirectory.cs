// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Husk.Images.Registry.Configuration;

/// <summary>
/// The certificates for one registry, in docker's layout: <c>certs.d/HOST:PORT/</c> with authorities in <c>*.crt</c>,
/// and client certificates in <c>NAME.cert</c> beside their keys in <c>NAME.key</c> (docs.docker.com,
/// engine/security/certificates).
/// </summary>
public sealed class CertificateDirectory
{
    /// <summary>Looked at in this order; the first that knows the host is taken.</summary>
    public static readonly string[] DefaultRoots =
        ["/etc/husk/certs.d", "/etc/containers/certs.d", "/etc/docker/certs.d"];

    private CertificateDirectory(X509Certificate2Collection authorities, X509Certificate2Collection clients)
    {
        Authorities = authorities;
        Clients = clients;
    }

    /// <summary>Authorities that are believed beside the system's.</summary>
    public X509Certificate2Collection Authorities { get; }

    /// <summary>Certificates, with keys, to show to the registry.</summary>
    public X509Certificate2Collection Clients { get; }

    /// <summary>The directory for a host; null when no root has one.</summary>
    public static CertificateDirectory? Find(IEnumerable<string> roots, string host)
    {
        string? directory = roots.Select(root => Path.Combine(root, host)).FirstOrDefault(Directory.Exists);
        if (directory is null)
            return null;
        var authorities = new X509Certificate2Collection();
        var clients = new X509Certificate2Collection();
        foreach (string file in Directory.GetFiles(directory).Order(StringComparer.Ordinal))
        {
            try
            {
                if (file.EndsWith(".crt", StringComparison.Ordinal))
                    authorities.ImportFromPemFile(file);
                else if (file.EndsWith(".cert", StringComparison.Ordinal))
                    clients.Add(X509Certificate2.CreateFromPemFile(file, KeyOf(file)));
            }
            catch (Exception e) when (e is CryptographicException or IOException)
            {
                throw new RegistryException(ImageFault.InvalidArgument, $"read {file}: {e.Message}", e);
            }
        }
        return new CertificateDirectory(authorities, clients);
    }

    private static string KeyOf(string certificate)
    {
        string key = Path.ChangeExtension(certificate, ".key");
        return File.Exists(key)
            ? key
            : throw new RegistryException(ImageFault.InvalidArgument, $"read {certificate}: its key {key} is missing");
    }
}
