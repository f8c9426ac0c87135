// SPDX-License-Identifier: Apache-2.0
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Images.Registry.Credentials;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Tries a user and a password at a registry, and keeps them when they are good.</summary>
    /// <param name="server">The registry as the user wrote it; null for Docker Hub.</param>
    /// <param name="user">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The file where the password now stands for all to read who may read the file; null when a helper keeps
    /// it.</returns>
    public Task<string?> Login(string? server, string user, string password, CancellationToken cancel) =>
        Guard(async () =>
    {
        string domain = DomainOf(server);
        Credential kept = await RegistryLogin.Try(Registries, domain, new Credential(user, password), cancel)
            .ConfigureAwait(false);
        return DockerConfigFile.Read(_dockerConfig).Store(domain, kept) ? _dockerConfig : null;
    });

    /// <summary>The user who is logged in at a registry, if that is known.</summary>
    public (string User, string Password)? KeptLogin(string? server) => Guard(() =>
        DockerConfigFile.Read(_dockerConfig).Find(DomainOf(server)) is { IsIdentityToken: false } kept
            ? (kept.Username, kept.Secret)
            : ((string, string)?)null);

    /// <summary>Forgets the user and password of a registry.</summary>
    public void Logout(string? server) => Guard(() => DockerConfigFile.Read(_dockerConfig).Erase(DomainOf(server)));

    /// <summary>The server's name in messages.</summary>
    public static string ServerName(string? server) =>
        DomainOf(server) is Reference.DefaultDomain ? DockerConfigFile.HubServer : DomainOf(server);

    private static string DomainOf(string? server)
    {
        if (string.IsNullOrEmpty(server))
            return Reference.DefaultDomain;
        int scheme = server.IndexOf("://", System.StringComparison.Ordinal);
        string host = (scheme < 0 ? server : server[(scheme + 3)..]).Split('/')[0];
        return host is "index.docker.io" or "registry-1.docker.io" ? Reference.DefaultDomain : host;
    }
}
