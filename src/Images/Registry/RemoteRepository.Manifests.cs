// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry.Http;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Registry;

public sealed partial class RemoteRepository
{
    // distribution-spec, Pushing Manifests: a registry should take 4 MiB at least; larger indexes are seen.
    private const long LargestManifest = 16 * 1024 * 1024;

    private static readonly string[] ManifestTypes =
    [
        MediaTypes.Index, MediaTypes.Manifest, MediaTypes.DockerManifestList, MediaTypes.DockerManifest,
        // Asked for last, so that what is only there in the old form can be told from what is not there.
        MediaTypes.DockerSchema1Signed + ";q=0.1", "*/*;q=0.1",
    ];

    /// <summary>Fetches a manifest or an index, verified against its digest.</summary>
    /// <param name="tagOrDigest">Which; by digest the content must have it.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="RegistryException">It is not there, or is not what it should be.</exception>
    public async Task<RemoteManifest> GetManifest(string tagOrDigest, CancellationToken cancel)
    {
        RegistryCall call = ManifestCall(HttpMethod.Get, tagOrDigest);
        (HttpResponseMessage response, byte[] content) = await _host.Document(call, LargestManifest, cancel)
            .ConfigureAwait(false);
        using HttpResponseMessage answered = response;
        Digest digest = Digest.Of(content);
        // The registry's own word only matters where the user named none.
        Digest? wanted = Digest.TryParse(tagOrDigest, out Digest? named) ? named : Stated(response);
        if (wanted is { Algorithm: "sha512" })
        {
            using var hash = wanted.NewHash();
            hash.AppendData(content);
            digest = wanted.Matches(hash.GetHashAndReset()) ? wanted : digest;
        }
        if (wanted is not null && wanted != digest)
        {
            throw new RegistryException(
                ImageFault.Corrupt, $"{call.What}: {Host} sent content with the digest {digest} instead of {wanted}");
        }
        return new RemoteManifest(content, TypeOf(response, content, call), digest);
    }

    /// <summary>The digest that a tag has at the registry now; null when the registry does not say or has no such
    /// tag.</summary>
    public async Task<Digest?> ResolveTag(string tag, CancellationToken cancel)
    {
        RegistryCall call = ManifestCall(HttpMethod.Head, tag);
        using HttpResponseMessage response = await _host.Send(call, cancel).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? Stated(response) : null;
    }

    /// <summary>Whether the registry has a manifest by this digest.</summary>
    public async Task<bool> HasManifest(Digest digest, CancellationToken cancel)
    {
        RegistryCall call = ManifestCall(HttpMethod.Head, digest.ToString()) with { Scopes = PushScope };
        using HttpResponseMessage response = await _host.Send(call, cancel).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    /// <summary>Puts a manifest or an index, byte for byte.</summary>
    public async Task PutManifest(
        string tagOrDigest, ReadOnlyMemory<byte> content, string mediaType, CancellationToken cancel)
    {
        var call =
            new RegistryCall(HttpMethod.Put, Url($"manifests/{tagOrDigest}"), $"push manifest of {Named(tagOrDigest)}")
            {
                Scopes = PushScope,
                Body = () =>
                {
                    var body = new ReadOnlyMemoryContent(content);
                    body.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
                    return body;
                },
            };
        using HttpResponseMessage response = await _host.SendForSuccess(call, cancel).ConfigureAwait(false);
        Digest digest = Digest.Of(content.Span);
        if (Stated(response) is { Algorithm: "sha256" } stated && stated != digest)
        {
            throw new RegistryException(
                ImageFault.Corrupt, $"{call.What}: {Host} keeps it as {stated} instead of {digest}");
        }
    }

    /// <summary>Deletes a manifest by its digest, or a tag.</summary>
    public async Task DeleteManifest(string tagOrDigest, CancellationToken cancel)
    {
        var call = new RegistryCall(HttpMethod.Delete, Url($"manifests/{tagOrDigest}"), $"delete {Named(tagOrDigest)}")
        {
            Scopes = [Scope(_path, "delete")],
        };
        (await _host.SendForSuccess(call, cancel).ConfigureAwait(false)).Dispose();
    }

    private string Named(string tagOrDigest) => _name + (tagOrDigest.Contains(':') ? "@" : ":") + tagOrDigest;

    private RegistryCall ManifestCall(HttpMethod method, string tagOrDigest) =>
        new(method, Url($"manifests/{tagOrDigest}"),
            $"pull manifest of {Named(tagOrDigest)}")
        { Scopes = PullScope, Accept = ManifestTypes };

    private static Digest? Stated(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out IEnumerable<string>? values)
            && Digest.TryParse(values.First(), out Digest? digest)
            ? digest
            : null;

    private static string TypeOf(HttpResponseMessage response, byte[] content, RegistryCall call)
    {
        string header = response.Content.Headers.ContentType?.MediaType ?? "";
        string? stated = Member(content, "mediaType"u8);
        if (header is MediaTypes.DockerSchema1 or MediaTypes.DockerSchema1Signed
            || Member(content, "schemaVersion"u8) == "1")
        {
            throw new RegistryException(
                ImageFault.InvalidArgument,
                $"{call.What}: it is of the old kind \"Image Manifest v2, schema 1\", whose content cannot be verified; have it pushed again by a newer program");
        }
        // image-spec manifest.md: the document's own word and the header must agree; a proxy may have lost the header.
        if (stated is not null && header.Length > 0 && stated != header
            && (MediaTypes.IsIndex(header) || MediaTypes.IsManifest(header)))
        {
            throw new RegistryException(
                ImageFault.Corrupt, $"{call.What}: sent as {header}, and the document says {stated}");
        }
        string type = stated ?? header;
        if (MediaTypes.IsIndex(type) || MediaTypes.IsManifest(type))
            return type;
        throw new RegistryException(ImageFault.InvalidArgument,
            $"{call.What}: neither an image nor an index: {(type.Length == 0 ? "no media type" : type)}");
    }

    private static string? Member(byte[] content, ReadOnlySpan<byte> name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out JsonElement value)
                ? value.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
