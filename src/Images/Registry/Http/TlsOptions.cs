// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Husk.Images.Registry.Configuration;

namespace Husk.Images.Registry.Http;

/// <summary>Whom a connection believes, and what it shows of itself.</summary>
internal static class TlsOptions
{
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(30);

    /// <summary>The handler below an HTTP client for one host. It leaves redirects to the caller.</summary>
    public static SocketsHttpHandler Handler(
        RegistryLocation location, CertificateDirectory? certificates, RetryPolicy policy)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = policy.Stall < LongestConnect ? policy.Stall : LongestConnect,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
        };
        if (location.Security is RegistrySecurity.Insecure)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (certificates?.Authorities is { Count: > 0 } authorities)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, sent, errors) =>
                Believes(authorities, certificate, sent, errors);
        }
        if (certificates?.Clients is { Count: > 0 } clients)
        {
            string name = location.Host.Split(':')[0];
            handler.SslOptions.ClientCertificates = clients;
            // Not to where the registry redirects.
            handler.SslOptions.LocalCertificateSelectionCallback = (_, target, local, _, _) =>
                target == name ? local[0] : null!;
        }
        return handler;
    }

    /// <summary>What the system believes, and what a given authority vouches for.</summary>
    private static bool Believes(
        X509Certificate2Collection authorities, X509Certificate? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (errors is SslPolicyErrors.None)
            return true;
        // A certificate for another name is wrong whoever signed it.
        if (errors is not SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 server)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        foreach (X509ChainElement element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(server);
    }
}
