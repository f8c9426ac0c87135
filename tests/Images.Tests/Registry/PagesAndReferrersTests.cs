// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Registry;

public sealed class PagesAndReferrersTests : IDisposable
{
    private readonly PullScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Tags_are_listed_over_all_pages()
    {
        using var registry = new MisbehavingRegistry(request => request.Target switch
        {
            "/v2/" => HttpReply.Json(200, "{}"),
            "/v2/a/tags/list?n=1000" => new HttpReply
            {
                Body = """{"name":"a","tags":["1","2"]}"""u8.ToArray(),
                Headers = { ["Link"] = "</v2/a/tags/list?n=1000&last=2>; rel=\"next\"" },
            },
            "/v2/a/tags/list?n=1000&last=2" => HttpReply.Json(200, """{"name":"a","tags":["3"]}"""),
            _ => new HttpReply { Status = 404 },
        });
        using RegistryClient client = _scene.Client();

        var tags = new List<string>();
        await foreach (
            string tag in client.Repository(Reference.Parse($"{registry.Host}/a")).Tags(CancellationToken.None))
        {
            tags.Add(tag);
        }

        Assert.Equal(["1", "2", "3"], tags);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Referrers_are_listed_by_the_API_or_by_the_tag_that_stands_in_for_it(bool api)
    {
        var subject = Digest.Of("image"u8);
        byte[] list = ImageSpecJson.Write(new ImageIndex
        {
            MediaType = MediaTypes.Index,
            Manifests =
            [
                new Descriptor
                {
                    MediaType = MediaTypes.Manifest,
                    Digest = Digest.Of("a"u8),
                    Size = 1,
                    ArtifactType = "application/sig",
                },
                new Descriptor
                {
                    MediaType = MediaTypes.Manifest,
                    Digest = Digest.Of("b"u8),
                    Size = 1,
                    ArtifactType = "application/sbom",
                },
            ],
        });
        string path = api ? $"/v2/a/referrers/{subject}" : $"/v2/a/manifests/sha256-{subject.Hex}";
        using var registry = new MisbehavingRegistry(request => request.Path == path
            ? new HttpReply { Body = list, Headers = { ["Content-Type"] = MediaTypes.Index } }
            : new HttpReply { Status = request.Path == "/v2/" ? 200 : 404 });
        using RegistryClient client = _scene.Client();

        RemoteRepository repository = client.Repository(Reference.Parse($"{registry.Host}/a"));

        Assert.Equal([Digest.Of("a"u8)],
            (await repository.Referrers(subject, "application/sig", CancellationToken.None))
            .Select(entry => entry.Digest));
        Assert.Equal(2, (await repository.Referrers(subject, null, CancellationToken.None)).Count);
    }
}
