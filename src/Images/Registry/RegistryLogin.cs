// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry.Credentials;
using Husk.Images.Registry.Http;

namespace Husk.Images.Registry;

/// <summary>Tries a user's name and password at a registry.</summary>
public static class RegistryLogin
{
    /// <param name="client">Who speaks.</param>
    /// <param name="domain">The registry: <c>docker.io</c>, <c>localhost:5000</c>.</param>
    /// <param name="credential">What the user typed, or what is kept.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>What to keep: the credential itself, or the identity token that the registry gave for it.</returns>
    /// <exception cref="RegistryException">It is not taken; the registry's own words.</exception>
    public static async Task<Credential> Try(
        RegistryClient client, string domain, Credential credential, CancellationToken cancel)
    {
        RegistryHost host = client.Host(domain);
        var call = new RegistryCall(HttpMethod.Get, "/v2/", $"log in to {domain}");
        using HttpResponseMessage first = await host.SendOnceWith(call, null, cancel).ConfigureAwait(false);
        if (first.StatusCode is not HttpStatusCode.Unauthorized)
        {
            return first.IsSuccessStatusCode
                ? credential
                : throw await host.Refusal(call, first, cancel).ConfigureAwait(false);
        }
        Challenge? challenge = first.Headers.TryGetValues("WWW-Authenticate", out IEnumerable<string>? headers)
            ? headers.SelectMany(Challenge.Parse).FirstOrDefault(Authorizer.IsKnown)
            : null;
        if (challenge is null)
            throw await host.Refusal(call, first, cancel).ConfigureAwait(false);
        if (!Authorizer.IsBasic(challenge))
        {
            TokenAnswer answer = await host.Authorizer.Ask(challenge, [], credential, offline: true, cancel)
                .ConfigureAwait(false);
            return answer.RefreshToken is { Length: > 0 } token
                ? new Credential(credential.Username, token, IsIdentityToken: true)
                : credential;
        }
        using HttpResponseMessage second = await host.SendOnceWith(call, Authorizer.Basic(credential), cancel)
            .ConfigureAwait(false);
        return second.IsSuccessStatusCode
            ? credential
            : throw await host.Refusal(call, second, cancel).ConfigureAwait(false);
    }
}
