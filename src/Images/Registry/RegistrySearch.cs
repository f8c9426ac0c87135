// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry.Http;
using Husk.Oci;

namespace Husk.Images.Registry;

/// <summary>
/// Looks for repositories by a word. Docker Hub and some others have the search of Docker's first protocol; the
/// registries of today have at best a list of all names (distribution, Catalog).
/// </summary>
public static class RegistrySearch
{
    private const long LargestAnswer = 8 * 1024 * 1024;

    // Docker Hub's search is at neither its images' name nor its registry's.
    private const string HubSearch = "index.docker.io";

    public static async Task<IReadOnlyList<FoundRepository>> Find(
        RegistryClient client, string domain, string term, int limit, CancellationToken cancel)
    {
        RegistryHost host = client.Host(domain == Reference.DefaultDomain ? HubSearch : domain);
        var search = new RegistryCall(
            HttpMethod.Get, $"/v1/search?q={Uri.EscapeDataString(term)}&n={limit}", $"search {domain} for {term}");
        try
        {
            (HttpResponseMessage response, byte[] body) = await host.Document(search, LargestAnswer, cancel)
                .ConfigureAwait(false);
            using HttpResponseMessage answered = response;
            return Results(body, search);
        }
        catch (RegistryException e) when (e.Fault is ImageFault.NotFound && domain != Reference.DefaultDomain)
        {
            return await InCatalogue(host, search.What, term, limit, cancel).ConfigureAwait(false);
        }
    }

    private static async Task<IReadOnlyList<FoundRepository>> InCatalogue(
        RegistryHost host, string what, string term, int limit, CancellationToken cancel)
    {
        var found = new List<FoundRepository>();
        string? target = "/v2/_catalog?n=1000";
        while (target is not null && found.Count < limit)
        {
            var call = new RegistryCall(HttpMethod.Get, target, what) { Scopes = ["registry:catalog:*"] };
            (HttpResponseMessage response, byte[] body) = await host.Document(call, LargestAnswer, cancel)
                .ConfigureAwait(false);
            using HttpResponseMessage answered = response;
            found.AddRange(Names(body, call).Where(name => name.Contains(term, StringComparison.OrdinalIgnoreCase))
                .Select(name => new FoundRepository(name, "", 0, false)));
            target = NextPage.Of(response);
        }
        return [.. found.Take(limit)];
    }

    private static List<FoundRepository> Results(byte[] body, RegistryCall call) =>
        Read(body, call, "results", static item => new FoundRepository(
        item.GetProperty("name").GetString() ?? "",
        item.TryGetProperty("description", out JsonElement description) ? description.GetString() ?? "" : "",
        item.TryGetProperty("star_count", out JsonElement stars) ? stars.GetInt64() : 0,
        item.TryGetProperty("is_official", out JsonElement official) && official.ValueKind is JsonValueKind.True));

    private static List<string> Names(byte[] body, RegistryCall call) =>
        Read(body, call, "repositories", static item => item.GetString() ?? "");

    private static List<T> Read<T>(byte[] body, RegistryCall call, string member, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement list = document.RootElement.GetProperty(member);
            return list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray().Select(read)] : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new RegistryException(ImageFault.Corrupt, $"{call.What}: the answer is no list", e);
        }
    }
}
