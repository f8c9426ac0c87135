// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry.Http;
using Husk.Oci;

namespace Husk.Images.Registry;

public sealed partial class RemoteRepository
{
    /// <summary>Whether the registry has the blob in this repository.</summary>
    public async Task<bool> HasBlob(Digest digest, CancellationToken cancel)
    {
        var call = new RegistryCall(
            HttpMethod.Head, Url($"blobs/{digest}"), $"look for blob {digest.Short} in {_name}")
        { Scopes = PushScope };
        using HttpResponseMessage response = await _host.Send(call, cancel).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.NotFound)
            return false;
        return response.IsSuccessStatusCode
            ? true
            : throw await _host.Refusal(call, response, cancel).ConfigureAwait(false);
    }

    /// <summary>Opens a blob, in the middle where the registry can (distribution-spec, Pulling Blobs: RFC 9110
    /// ranges).</summary>
    /// <param name="digest">Which.</param>
    /// <param name="from">The first byte that is wanted.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The rest of the blob, and at which byte it begins: <paramref name="from"/> or 0.</returns>
    public Task<(Stream Body, long Start)> OpenBlob(Digest digest, long from, CancellationToken cancel) =>
        OpenAt(Url($"blobs/{digest}"), digest, from, cancel);

    /// <summary>The same from another address that the blob's descriptor names (image-spec descriptor.md,
    /// <c>urls</c>).</summary>
    internal async Task<(Stream Body, long Start)> OpenAt(
        string target, Digest digest, long from, CancellationToken cancel)
    {
        var call = new RegistryCall(HttpMethod.Get, target, $"pull blob {digest.Short} of {_name}")
        {
            Scopes = PullScope,
            From = from,
        };
        HttpResponseMessage response = await _host.Send(call, cancel).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            response.Dispose();
            response = await _host.Send(call with { From = 0 }, cancel).ConfigureAwait(false);
        }
        if (!response.IsSuccessStatusCode)
        {
            using (response)
                throw await _host.Refusal(call, response, cancel).ConfigureAwait(false);
        }
        long start = response.StatusCode is HttpStatusCode.PartialContent
            ? response.Content.Headers.ContentRange?.From ?? from
            : 0;
        if (start > from)
        {
            response.Dispose();
            throw new RegistryException(
                ImageFault.Corrupt, $"{call.What}: asked for the bytes from {from} on, got those from {start} on");
        }
        return (await _host.Body(response, cancel).ConfigureAwait(false), start);
    }
}
