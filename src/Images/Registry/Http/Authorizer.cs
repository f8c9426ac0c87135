// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry.Configuration;
using Husk.Images.Registry.Credentials;

namespace Husk.Images.Registry.Http;

/// <summary>
/// Proves to one registry who asks, in the way it wants: basic, or with tokens from a token server, one a set of
/// scopes, kept until they run out (distribution, Token Authentication Specification).
/// </summary>
internal sealed class Authorizer(
    HttpClient http, RegistryLocation registry, ICredentialSource credentials, RetryPolicy policy)
{
    private const string ClientId = "husk";

    private readonly ConcurrentDictionary<string, Lazy<Task<TokenAnswer>>> _tokens = new();
    private readonly Lazy<Credential?> _credential = new(() => credentials.Find(registry.Host));
    private volatile Challenge? _challenge;

    /// <summary>What to send along, as far as is known before the registry has asked for anything.</summary>
    public async Task<AuthenticationHeaderValue?> Header(IReadOnlyList<string> scopes, CancellationToken cancel)
    {
        if (_challenge is not { } challenge)
            return null;
        if (IsBasic(challenge))
            return _credential.Value is { IsIdentityToken: false } user ? Basic(user) : null;
        TokenAnswer answer = await TokenFor(challenge, scopes, cancel).ConfigureAwait(false);
        return new AuthenticationHeaderValue("Bearer", answer.Token);
    }

    /// <summary>Takes in a 401.</summary>
    /// <param name="response">It.</param>
    /// <param name="sent">What had been sent along.</param>
    /// <param name="scopes">What was to be done.</param>
    /// <returns>Whether it makes sense to ask again.</returns>
    public bool Take(HttpResponseMessage response, AuthenticationHeaderValue? sent, IReadOnlyList<string> scopes)
    {
        Challenge? challenge = response.Headers.TryGetValues("WWW-Authenticate", out IEnumerable<string>? headers)
            ? headers.SelectMany(Challenge.Parse).FirstOrDefault(IsKnown)
            : null;
        if (challenge is null)
            return false;
        _challenge = challenge;
        if (IsBasic(challenge))
            return sent is null && _credential.Value is { IsIdentityToken: false };
        // A token that the registry does not take (any more) is not kept.
        _tokens.TryRemove(Key(Wanted(challenge, scopes)), out _);
        return true;
    }

    /// <summary>The token for these scopes with this credential, past the kept ones: what a login tries.</summary>
    public async Task<TokenAnswer> Ask(Challenge challenge, IReadOnlyList<string> scopes, Credential? credential,
        bool offline, CancellationToken cancel)
    {
        if (challenge["realm"] is not { } realm || !Uri.TryCreate(realm, UriKind.Absolute, out Uri? server)
            || server.Scheme is not ("http" or "https"))
        {
            throw new RegistryException(ImageFault.Unauthorized,
                $"log in to {registry}: its token server \"{challenge["realm"]}\" is no address");
        }
        if (credential is not null && server.Scheme == "http" && registry.Security is RegistrySecurity.Verified)
        {
            throw new RegistryException(ImageFault.Unauthorized,
                $"log in to {registry}: its token server {realm} would get the password without encryption");
        }

        using var watch = new StallWatch(server.Authority, policy.Stall, cancel);
        using HttpRequestMessage request = credential is { IsIdentityToken: true }
            ? Refresh(server, challenge["service"], scopes, credential)
            : Get(server, challenge["service"], scopes, credential, offline);
        (HttpResponseMessage answer, byte[] body) = await Exchange(watch, request).ConfigureAwait(false);
        using HttpResponseMessage response = answer;
        if (!response.IsSuccessStatusCode)
        {
            IReadOnlyList<RegistryError> errors =
                RegistryError.Parse(body, response.Content.Headers.ContentType?.MediaType);
            throw RegistryException.Of($"log in to {registry} at {server.Authority}", response.StatusCode, errors);
        }
        return TokenAnswer.Parse(body, DateTimeOffset.UtcNow)
            ?? throw new RegistryException(
                ImageFault.Unauthorized, $"log in to {registry} at {server.Authority}: its answer has no token");
    }

    private async Task<(HttpResponseMessage Response, byte[] Body)> Exchange(
        StallWatch watch, HttpRequestMessage request)
    {
        try
        {
            HttpResponseMessage response = await watch.Guard(http.SendAsync(request, watch.Token))
                .ConfigureAwait(false);
            return (response, await watch.Guard(response.Content.ReadAsByteArrayAsync(watch.Token))
                .ConfigureAwait(false));
        }
        catch (HttpRequestException e)
        {
            throw new RegistryException(ImageFault.Unavailable,
                $"log in to {registry}: its token server {request.RequestUri!.Authority}: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    public static AuthenticationHeaderValue Basic(Credential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Secret}")));

    public static bool IsBasic(Challenge challenge) =>
        challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase);

    public static bool IsKnown(Challenge challenge) =>
        IsBasic(challenge) || challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase);

    private async Task<TokenAnswer> TokenFor(
        Challenge challenge, IReadOnlyList<string> scopes, CancellationToken cancel)
    {
        string[] wanted = Wanted(challenge, scopes);
        string key = Key(wanted);
        // Several layers that start at once share one question. It is not cancelled by the first of them to give up.
        Lazy<Task<TokenAnswer>> made = new(() => AskAgain(challenge, wanted));
        Lazy<Task<TokenAnswer>> kept = _tokens.GetOrAdd(key, made);
        if (kept.Value.IsFaulted
            || (kept.Value.IsCompletedSuccessfully && kept.Value.Result.Expires <= DateTimeOffset.UtcNow))
        {
            _tokens.TryUpdate(key, made, kept);
            kept = _tokens.GetOrAdd(key, made);
        }
        return await kept.Value.WaitAsync(cancel).ConfigureAwait(false);
    }

    private async Task<TokenAnswer> AskAgain(Challenge challenge, string[] scopes)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await Ask(challenge, scopes, _credential.Value, offline: false, CancellationToken.None)
                    .ConfigureAwait(false);
            }
            catch (Exception e) when (Again(e) && policy.WaitAfter(attempt) is not null)
            {
                await Task.Delay(policy.WaitAfter(attempt) ?? TimeSpan.Zero).ConfigureAwait(false);
            }
        }
    }

    private static bool Again(Exception failure) =>
        failure is StallException
            or RegistryException { Status: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError };

    /// <summary>What the request needs; where nothing is known of that, what the registry says.</summary>
    private static string[] Wanted(Challenge challenge, IReadOnlyList<string> scopes) =>
        scopes.Count > 0 ? [.. scopes] : challenge["scope"] is { Length: > 0 } asked ? [asked] : [];

    private static string Key(string[] scopes) => string.Join(' ', scopes);

    private static HttpRequestMessage Get(
        Uri realm, string? service, IReadOnlyList<string> scopes, Credential? credential, bool offline)
    {
        var query = new StringBuilder(realm.Query.TrimStart('?'));
        Add(query, "service", service);
        foreach (string scope in scopes)
            Add(query, "scope", scope);
        if (offline)
        {
            Add(query, "offline_token", "true");
            Add(query, "client_id", ClientId);
        }
        if (credential is not null)
            Add(query, "account", credential.Username);
        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        if (credential is not null)
            request.Headers.Authorization = Basic(credential);
        return request;
    }

    /// <summary>OAuth2's exchange of a refresh token (distribution, OAuth2 Token Authentication).</summary>
    private static HttpRequestMessage Refresh(
        Uri realm, string? service, IReadOnlyList<string> scopes, Credential credential) =>
        new(HttpMethod.Post, realm)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "refresh_token"),
                new("service", service ?? ""),
                new("client_id", ClientId),
                new("scope", string.Join(' ', scopes)),
                new("refresh_token", credential.Secret),
            ]),
        };

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is null)
            return;
        if (query.Length > 0)
            query.Append('&');
        query.Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
