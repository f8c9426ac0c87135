// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>
    /// Looks for repositories: at Docker Hub, or, with a registry's host in front, at that registry: by its search
    /// where it has one, else among the names of its catalogue.
    /// </summary>
    public Task<IReadOnlyList<SearchResult>> Search(string term, int limit, CancellationToken cancel) =>
        Guard(async () =>
    {
        int slash = term.IndexOf('/');
        string first = slash < 0 ? "" : term[..slash];
        bool isHost = first == "localhost" || first.Contains('.') || first.Contains(':');
        string domain = isHost ? first : Reference.DefaultDomain;
        IReadOnlyList<FoundRepository> found = await RegistrySearch.Find(
            Registries, domain, isHost ? term[(slash + 1)..] : term, limit, cancel).ConfigureAwait(false);
        return (IReadOnlyList<SearchResult>)[.. found.Select(item => new SearchResult(
            isHost ? $"{domain}/{item.Name}" : item.Name, item.Description, item.Stars, item.IsOfficial))];
    });
}
