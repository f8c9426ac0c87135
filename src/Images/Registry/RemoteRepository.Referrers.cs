// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry.Http;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Registry;

public sealed partial class RemoteRepository
{
    /// <summary>
    /// What says something of a manifest: signatures, bills of materials (distribution-spec, Listing Referrers). Where
    /// the registry does not have that question, from the tag that stands in for it.
    /// </summary>
    /// <param name="subject">The manifest.</param>
    /// <param name="artifactType">Only those of this type; null for all.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async Task<IReadOnlyList<Descriptor>> Referrers(
        Digest subject, string? artifactType, CancellationToken cancel)
    {
        string query = artifactType is null ? "" : "?artifactType=" + Uri.EscapeDataString(artifactType);
        string? target = Url($"referrers/{subject}{query}");
        var all = new List<Descriptor>();
        while (target is not null)
        {
            var call = new RegistryCall(HttpMethod.Get, target,
                $"list referrers of {Named(subject.ToString())}")
            { Scopes = PullScope, Accept = [MediaTypes.Index] };
            try
            {
                (HttpResponseMessage response, byte[] body) = await _host.Document(call, LargestList, cancel)
                    .ConfigureAwait(false);
                using HttpResponseMessage answered = response;
                all.AddRange(ImageSpecJson.ParseIndex(body, call.What).Manifests);
                target = NextPage.Of(response);
            }
            catch (RegistryException e) when (e.Fault is ImageFault.NotFound)
            {
                all.AddRange(await ReferrersByTag(subject, cancel).ConfigureAwait(false));
                break;
            }
        }
        // A registry may leave the filter to the client.
        return [.. all.Where(descriptor => artifactType is null || descriptor.ArtifactType == artifactType)];
    }

    /// <summary>The tag that lists referrers at a registry without the API (distribution-spec, Referrers Tag
    /// Schema).</summary>
    internal static string ReferrersTag(Digest subject) =>
        $"{subject.Algorithm}-{subject.Hex[..Math.Min(64, subject.Hex.Length)]}";

    private async Task<IEnumerable<Descriptor>> ReferrersByTag(Digest subject, CancellationToken cancel)
    {
        try
        {
            RemoteManifest list = await GetManifest(ReferrersTag(subject), cancel).ConfigureAwait(false);
            return ImageSpecJson.ParseIndex(list.Content, ReferrersTag(subject)).Manifests;
        }
        catch (RegistryException e) when (e.Fault is ImageFault.NotFound)
        {
            return [];
        }
    }
}
