// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using Husk.Images.Registry.Http;

namespace Husk.Images.Registry;

public sealed partial class RemoteRepository
{
    private const int TagsPerPage = 1000;
    private const long LargestList = 8 * 1024 * 1024;

    /// <summary>All tags, page by page (distribution-spec, Listing Tags).</summary>
    public async IAsyncEnumerable<string> Tags([EnumeratorCancellation] CancellationToken cancel)
    {
        string? target = Url($"tags/list?n={TagsPerPage}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (target is not null && seen.Add(target))
        {
            var call = new RegistryCall(HttpMethod.Get, target, $"list tags of {_name}") { Scopes = PullScope };
            (HttpResponseMessage response, byte[] body) = await _host.Document(call, LargestList, cancel)
                .ConfigureAwait(false);
            using HttpResponseMessage answered = response;
            foreach (string tag in Names(body, call))
                yield return tag;
            target = NextPage.Of(response);
        }
    }

    private static List<string> Names(byte[] body, RegistryCall call)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            // A repository without tags is answered with null by some.
            JsonElement tags = document.RootElement.GetProperty("tags");
            return tags.ValueKind is JsonValueKind.Array
                ? [.. tags.EnumerateArray().Select(tag => tag.GetString()!)]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new RegistryException(ImageFault.Corrupt, $"{call.What}: the answer is no list of tags", e);
        }
    }
}
