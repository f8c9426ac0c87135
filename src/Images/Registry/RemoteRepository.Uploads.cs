// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry.Http;
using Husk.Oci;

namespace Husk.Images.Registry;

public sealed partial class RemoteRepository
{
    /// <summary>Up to here a blob goes in one request; beyond it in parts, of which only one is lost with a
    /// connection.</summary>
    private const long MonolithicLimit = 32 * 1024 * 1024;

    private const long PartSize = 32 * 1024 * 1024;

    /// <summary>
    /// Asks the registry to take a blob over from another of its repositories (distribution-spec, Mounting a blob).
    /// </summary>
    /// <returns>Whether that is done; if not, the upload that the registry opened instead, if it did.</returns>
    internal async Task<(bool Mounted, string? Location)> Mount(
        Digest digest, string fromPath, CancellationToken cancel)
    {
        string query = $"blobs/uploads/?mount={digest}&from={Uri.EscapeDataString(fromPath)}";
        var call =
            new RegistryCall(HttpMethod.Post, Url(query), $"mount blob {digest.Short} from {fromPath} into {_name}")
            {
                Scopes = [.. PushScope, Scope(fromPath, "pull")],
                Body = static () => new ByteArrayContent([]),
            };
        using HttpResponseMessage response = await _host.Send(call, cancel).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.Created => (true, null),
            HttpStatusCode.Accepted => (false, Location(call, response)),
            // Not allowed to read there, or a registry that does not mount: the blob has to be sent.
            _ => (false, null),
        };
    }

    /// <summary>
    /// Sees to it that the registry has a blob here too that it has in another of its repositories, without sending it.
    /// </summary>
    /// <returns>Whether it has: not every registry takes one over, nor from everywhere.</returns>
    public async Task<bool> TakeOver(Digest digest, string fromPath, CancellationToken cancel)
    {
        if (await HasBlob(digest, cancel).ConfigureAwait(false))
            return true;
        (bool mounted, string? opened) = await Mount(digest, fromPath, cancel).ConfigureAwait(false);
        if (opened is not null)
            await CancelUpload(opened).ConfigureAwait(false);
        return mounted;
    }

    /// <summary>Sends a blob.</summary>
    /// <param name="digest">Its name, which the registry checks.</param>
    /// <param name="size">Its bytes.</param>
    /// <param name="open">Opens it at a byte.</param>
    /// <param name="opened">An upload that <see cref="Mount"/> opened; null opens one.</param>
    /// <param name="sent">Told how many bytes have gone out.</param>
    /// <param name="cancel">Ends it; the registry is told.</param>
    internal async Task Upload(
        Digest digest, long size, Func<long, Stream> open, string? opened, Action<long>? sent, CancellationToken cancel)
    {
        string what = $"push blob {digest.Short} to {_name}";
        (string at, long least) = opened is null ? await BeginUpload(what, cancel).ConfigureAwait(false) : (opened, 0);
        try
        {
            long done = 0;
            // OCI-Chunk-Min-Length: smaller parts than that are refused, save the last.
            long part = long.Max(PartSize, least);
            if (size > MonolithicLimit)
            {
                while (size - done > part)
                {
                    at = await SendPart(what, at, open, done, part, sent, cancel).ConfigureAwait(false);
                    done += part;
                }
            }
            await Finish(what, at, digest, open, done, size - done, sent, cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await CancelUpload(at).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<(string Location, long LeastPart)> BeginUpload(string what, CancellationToken cancel)
    {
        var call = new RegistryCall(HttpMethod.Post, Url("blobs/uploads/"), what)
        {
            Scopes = PushScope,
            Body = static () => new ByteArrayContent([]),
        };
        using HttpResponseMessage response = await _host.SendForSuccess(call, cancel).ConfigureAwait(false);
        long least = response.Headers.TryGetValues("OCI-Chunk-Min-Length", out var values)
            && long.TryParse(values.First(), out long length) ? length : 0;
        return (Location(call, response), least);
    }

    /// <summary>Sends a part that is not the last; after a broken connection asks the registry how far it
    /// came.</summary>
    private async Task<string> SendPart(string what, string location, Func<long, Stream> open, long from, long length,
        Action<long>? sent, CancellationToken cancel)
    {
        long end = from + length;
        for (int attempt = 1; ; attempt++)
        {
            RegistryCall call = PartCall(HttpMethod.Patch, location, what, open, from, end - from, sent, ranged: true);
            try
            {
                using HttpResponseMessage response = await _host.SendForSuccess(call, cancel).ConfigureAwait(false);
                return Location(call, response);
            }
            catch (RegistryException e) when (MayGoOn(e) && _host.Policy.WaitAfter(attempt) is { } wait)
            {
                await Task.Delay(wait, cancel).ConfigureAwait(false);
                (string Location, long Offset)? at = await Progress(what, location, cancel).ConfigureAwait(false);
                if (at is null)
                    throw;
                (location, from) = at.Value;
                if (from >= end)
                    return location;
            }
        }
    }

    /// <summary>The last bytes, or all of them, and the digest (distribution-spec, POST then PUT).</summary>
    private async Task Finish(string what, string location, Digest digest, Func<long, Stream> open, long from,
        long length, Action<long>? sent, CancellationToken cancel)
    {
        for (int attempt = 1; ; attempt++)
        {
            string target = location + (location.Contains('?') ? '&' : '?') + "digest="
                + Uri.EscapeDataString(digest.ToString());
            RegistryCall call = PartCall(HttpMethod.Put, target, what, open, from, length, sent, ranged: from > 0);
            try
            {
                (await _host.SendForSuccess(call, cancel).ConfigureAwait(false)).Dispose();
                return;
            }
            catch (RegistryException e) when (MayGoOn(e) && _host.Policy.WaitAfter(attempt) is { } wait)
            {
                await Task.Delay(wait, cancel).ConfigureAwait(false);
                // The answer may have been lost, not the blob.
                if (await HasBlob(digest, cancel).ConfigureAwait(false))
                    return;
                long end = from + length;
                if (await Progress(what, location, cancel).ConfigureAwait(false) is { } at && at.Offset <= end)
                    (location, from) = at;
                else
                    (location, from) = ((await BeginUpload(what, cancel).ConfigureAwait(false)).Location, 0);
                length = end - from;
            }
        }
    }

    private static bool MayGoOn(RegistryException failure) =>
        failure.Status is { } status
            ? RetryPolicy.IsTransient(status) || status is HttpStatusCode.RequestedRangeNotSatisfiable
            : failure.Fault is ImageFault.Unavailable;

    private RegistryCall PartCall(HttpMethod method, string location, string what, Func<long, Stream> open, long from,
        long length, Action<long>? sent, bool ranged) =>
        new(method, location, what)
        {
            Scopes = PushScope,
            Repeatable = false,
            Body = () =>
            {
                var body =
                    new UploadContent(() => open(from), length, sent is null ? null : count => sent(from + count));
                body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
                // Not RFC 9110's form: no unit, no total, and the last byte is counted (distribution-spec, Pushing a
                // blob in chunks).
                if (ranged && length > 0)
                    body.Headers.TryAddWithoutValidation("Content-Range", $"{from}-{from + length - 1}");
                return body;
            },
        };

    /// <summary>How much of an upload the registry has; null when it does not know it any more.</summary>
    private async Task<(string Location, long Offset)?> Progress(string what, string location, CancellationToken cancel)
    {
        var call = new RegistryCall(HttpMethod.Get, location, what) { Scopes = PushScope };
        using HttpResponseMessage response = await _host.Send(call, cancel).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            return null;
        string range = response.Headers.TryGetValues("Range", out var values) ? values.First() : "0-0";
        // "0-0" means one byte or none: sending a byte twice is refused, so that none is the safe reading only when an
        // empty upload can be told; registries that matter write 0-0 for empty.
        long last = long.TryParse(range.AsSpan(range.IndexOf('-') + 1), out long end) ? end : 0;
        return (Location(call, response), last == 0 ? 0 : last + 1);
    }

    private async Task CancelUpload(string location)
    {
        try
        {
            var call = new RegistryCall(HttpMethod.Delete, location, "cancel an upload")
            {
                Scopes = PushScope,
                Repeatable = false,
            };
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            (await _host.Send(call, soon.Token).ConfigureAwait(false)).Dispose();
        }
        catch (Exception e) when (e is RegistryException or OperationCanceledException)
        {
            // The registry forgets it by itself.
        }
    }

    private static string Location(RegistryCall call, HttpResponseMessage response) =>
        response.Headers.Location is { } location
            ? new Uri(response.RequestMessage!.RequestUri!, location).AbsoluteUri
            : call.Method == HttpMethod.Get ? call.Target
            : throw new RegistryException(
                ImageFault.Corrupt, $"{call.What}: the registry did not say where to send it (no Location)");
}
