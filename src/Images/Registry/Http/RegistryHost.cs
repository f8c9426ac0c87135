// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry.Configuration;
using Husk.Images.Registry.Credentials;

namespace Husk.Images.Registry.Http;

/// <summary>One host that registries' words are exchanged with: its connection, its scheme, its
/// authorization.</summary>
internal sealed class RegistryHost : IDisposable
{
    private const int MostRedirects = 5;
    private const long LargestErrorBody = 64 * 1024;

    private readonly RegistryLocation _location;
    private readonly RetryPolicy _policy;
    private readonly HttpClient _http;
    private string? _scheme;
    private volatile bool _known;

    public RegistryHost(RegistryLocation location, CertificateDirectory? certificates, ICredentialSource credentials,
        RetryPolicy policy)
    {
        _location = location;
        _policy = policy;
        _http = new HttpClient(
            TlsOptions.Handler(location, certificates, policy))
        { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("husk/0.1");
        Authorizer = new Authorizer(_http, location, credentials, policy);
        _scheme = location.Security switch
        {
            RegistrySecurity.Verified => Uri.UriSchemeHttps,
            RegistrySecurity.PlainHttp => Uri.UriSchemeHttp,
            _ => null,
        };
    }

    public Authorizer Authorizer { get; }

    public RegistryLocation Location => _location;

    public RetryPolicy Policy => _policy;

    /// <summary>
    /// Sends until there is an answer that a repetition would not change, and follows redirects. Any status may come
    /// back.
    /// </summary>
    /// <exception cref="RegistryException">There was no answer.</exception>
    public async Task<HttpResponseMessage> Send(RegistryCall call, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan? wait;
            try
            {
                HttpResponseMessage response = await SendAuthorized(call, cancel).ConfigureAwait(false);
                _known = true;
                wait = call.Repeatable && RetryPolicy.IsTransient(response.StatusCode)
                    ? _policy.WaitAfter(attempt, response.Headers.RetryAfter)
                    : null;
                if (wait is null)
                    return response;
                response.Dispose();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or StallException)
            {
                wait = call.Repeatable && RetryPolicy.IsTransient(e, _known) ? _policy.WaitAfter(attempt) : null;
                if (wait is null)
                    throw NoAnswer(call, e);
            }
            await Task.Delay(wait.Value, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Sends once, with this proof or none: to hear what the registry thinks of it.</summary>
    public async Task<HttpResponseMessage> SendOnceWith(
        RegistryCall call, AuthenticationHeaderValue? proof, CancellationToken cancel)
    {
        try
        {
            Uri address = await Address(call.Target, cancel).ConfigureAwait(false);
            return await SendRedirected(call, address, proof, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or StallException)
        {
            throw NoAnswer(call, e);
        }
    }

    /// <summary>As <see cref="Send"/>, for calls of which only success is an answer.</summary>
    public async Task<HttpResponseMessage> SendForSuccess(RegistryCall call, CancellationToken cancel)
    {
        HttpResponseMessage response = await Send(call, cancel).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw await Refusal(call, response, cancel).ConfigureAwait(false);
    }

    /// <summary>Asks for a document and reads it whole; a body that breaks off is asked for again.</summary>
    /// <returns>The response, for its headers, and the body.</returns>
    public async Task<(HttpResponseMessage Response, byte[] Body)> Document(
        RegistryCall call, long longest, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            HttpResponseMessage response = await SendForSuccess(call, cancel).ConfigureAwait(false);
            try
            {
                return (response, await Content(response, longest, cancel).ConfigureAwait(false));
            }
            catch (Exception e) when (e is HttpRequestException or IOException or StallException)
            {
                response.Dispose();
                await Task.Delay(_policy.WaitAfter(attempt) ?? throw NoAnswer(call, e), cancel).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The registry's own words on why it did not do it.</summary>
    public async Task<RegistryException> Refusal(
        RegistryCall call, HttpResponseMessage response, CancellationToken cancel)
    {
        IReadOnlyList<RegistryError> errors = [];
        try
        {
            byte[] body = await Content(response, LargestErrorBody, cancel).ConfigureAwait(false);
            errors = RegistryError.Parse(body, response.Content.Headers.ContentType?.MediaType);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or StallException or RegistryException)
        {
            // The status has to do.
        }
        string what = call.What;
        if (RetryPolicy.AskedFor(response.Headers.RetryAfter) is { } wait)
            what += $" (try again in {wait.TotalSeconds:0} s)";
        return RegistryException.Of(what, response.StatusCode, errors);
    }

    /// <summary>The whole body, in memory.</summary>
    /// <exception cref="RegistryException">It is longer than that.</exception>
    private async Task<byte[]> Content(HttpResponseMessage response, long longest, CancellationToken cancel)
    {
        using Stream body = await Body(response, cancel).ConfigureAwait(false);
        var content = new MemoryStream();
        byte[] buffer = new byte[16 * 1024];
        int count;
        while ((count = await body.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            if (content.Length + count > longest)
                throw new RegistryException(ImageFault.Corrupt, $"{_location}: an answer of more than {longest} bytes");
            content.Write(buffer, 0, count);
        }
        return content.ToArray();
    }

    /// <summary>The body as it comes; the stream owns the response.</summary>
    public async Task<Stream> Body(HttpResponseMessage response, CancellationToken cancel) =>
        new ResponseStream(response, await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false),
            _location.Host, _policy.Stall);

    /// <summary>An address on this host for a path with its query; a Location header may be relative too.</summary>
    public async Task<Uri> Address(string target, CancellationToken cancel) =>
        Uri.TryCreate(target, UriKind.Absolute, out Uri? absolute) && absolute.Scheme is "http" or "https"
            ? absolute
            : new Uri($"{await Scheme(cancel).ConfigureAwait(false)}://{_location.Host}{target}");

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAuthorized(RegistryCall call, CancellationToken cancel)
    {
        Uri origin = await Address("/", cancel).ConfigureAwait(false);
        Uri address = await Address(call.Target, cancel).ConfigureAwait(false);
        for (int round = 1; ; round++)
        {
            AuthenticationHeaderValue? proof = await Authorizer.Header(call.Scopes, cancel).ConfigureAwait(false);
            HttpResponseMessage response = await SendRedirected(call, address, proof, cancel).ConfigureAwait(false);
            // Twice: once to hear what it wants, once for a token that has just run out. From the registry only:
            // another host that asks, of a redirect or of a layer's own address, would name who gets the password
            // (CVE-2020-15157).
            bool asks = response.StatusCode is HttpStatusCode.Unauthorized
                && IsOwn(response.RequestMessage!.RequestUri!, origin);
            if (!asks || round > 2 || !Authorizer.Take(response, proof, call.Scopes))
                return response;
            response.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendRedirected(
        RegistryCall call, Uri address, AuthenticationHeaderValue? proof, CancellationToken cancel)
    {
        Uri origin = await Address("/", cancel).ConfigureAwait(false);
        Uri at = address;
        for (int redirects = 0; ; redirects++)
        {
            // A registry sends one to where its blobs are; who that is has no business with the user's token.
            HttpResponseMessage response = await SendOnce(call, at, IsOwn(at, origin) ? proof : null, cancel)
                .ConfigureAwait(false);
            bool redirect = (int)response.StatusCode is 301 or 302 or 303 or 307 or 308
                && response.Headers.Location is not null;
            if (!redirect || (call.Method != HttpMethod.Get && call.Method != HttpMethod.Head))
                return response;
            Uri next = new(at, response.Headers.Location!);
            response.Dispose();
            if (redirects == MostRedirects)
                throw new RegistryException(ImageFault.Unavailable, $"{call.What}: {_location} redirects in a circle");
            if (next.Scheme == Uri.UriSchemeHttp && at.Scheme == Uri.UriSchemeHttps
                && _location.Security is RegistrySecurity.Verified)
            {
                throw new RegistryException(ImageFault.InvalidArgument,
                    $"{call.What}: {_location} redirects to {next.Authority} without encryption");
            }
            at = next;
        }
    }

    private static bool IsOwn(Uri address, Uri origin) =>
        address.Authority == origin.Authority && address.Scheme == origin.Scheme;

    private async Task<HttpResponseMessage> SendOnce(
        RegistryCall call, Uri address, AuthenticationHeaderValue? proof, CancellationToken cancel)
    {
        using var watch = new StallWatch(address.Authority, _policy.Stall, cancel);
        using var request = new HttpRequestMessage(call.Method, address) { Content = call.Body?.Invoke() };
        if (request.Content is UploadContent upload)
            upload.Watch = watch;
        request.Headers.Authorization = proof;
        foreach (string type in call.Accept)
            request.Headers.TryAddWithoutValidation("Accept", type);
        if (call.From > 0)
            request.Headers.Range = new RangeHeaderValue(call.From, null);
        return await watch.Guard(_http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token))
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Where TLS is not insisted on, whether it is spoken has to be found out once (dockerd(8): insecure registries are
    /// tried with HTTPS first, then with HTTP).
    /// </summary>
    private async Task<string> Scheme(CancellationToken cancel)
    {
        if (_scheme is { } known)
            return known;
        try
        {
            var call = new RegistryCall(HttpMethod.Get, $"https://{_location.Host}/v2/", "");
            using HttpResponseMessage response = await SendOnce(call, new Uri(call.Target), null, cancel)
                .ConfigureAwait(false);
            return _scheme = Uri.UriSchemeHttps;
        }
        catch (HttpRequestException e) when (
            e.HttpRequestError is HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError)
        {
            return _scheme = Uri.UriSchemeHttp;
        }
    }

    private RegistryException NoAnswer(RegistryCall call, Exception failure)
    {
        // The client's own message repeats the host; what the kernel or TLS said stands one deeper.
        string reason = failure is HttpRequestException { InnerException: { } inner } ? inner.Message : failure.Message;
        var error = (failure as HttpRequestException)?.HttpRequestError;
        if (error is HttpRequestError.NameResolutionError)
            reason = $"no address is known for this name ({reason}): is it right, and does a server of /etc/resolv.conf answer?";
        if (error is HttpRequestError.SecureConnectionError)
            reason += $"; put its authority into {CertificateDirectory.DefaultRoots[0]}/{_location.Host}/ca.crt, or say \"insecure\" in {RegistryConfiguration.DefaultPath}";
        return new RegistryException(ImageFault.Unavailable, $"{call.What}: {_location.Host}: {reason}", failure);
    }
}
