// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;

namespace Husk.Images.Registry.Http;

/// <summary>Lists that come in pages (distribution-spec, Listing Tags).</summary>
internal static class NextPage
{
    /// <summary>The address of the next page (RFC 8288, <c>rel="next"</c>); null on the last.</summary>
    public static string? Of(HttpResponseMessage response)
    {
        string? link = response.Headers.TryGetValues("Link", out IEnumerable<string>? links)
            ? links.FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)
                || link.Contains("rel=next", StringComparison.Ordinal))
            : null;
        int end = link?.IndexOf('>') ?? -1;
        if (link is null || !link.StartsWith('<') || end < 0)
            return null;
        var next = new Uri(response.RequestMessage!.RequestUri!, link[1..end]);
        // A page elsewhere would be asked for with this registry's token.
        return next.Authority == response.RequestMessage.RequestUri!.Authority ? next.PathAndQuery : null;
    }
}
