// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Images.Content;
using Husk.Linux.Tests;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Content;

public sealed class ReferenceStoreTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly ContentStore _store;

    public ReferenceStoreTests() => _store = ContentStore.Open(_scratch["images"]);

    public void Dispose()
    {
        _store.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void A_name_is_found_however_it_is_written()
    {
        Descriptor image = Image("one");
        _store.PutReference(Reference.Parse("alpine"), image);

        Assert.Equal(image.Digest, _store.Resolve(Reference.Parse("docker.io/library/alpine:latest"))?.Digest);
        Assert.Contains("\"org.opencontainers.image.ref.name\":\"docker.io/library/alpine:latest\"",
            File.ReadAllText(_scratch["images/index.json"]));
        Assert.Null(_store.Resolve(Reference.Parse("alpine:3")));
    }

    [Fact]
    public void An_image_that_loses_its_name_stays_without_one()
    {
        Descriptor first = Image("one");
        Descriptor second = Image("two");
        _store.PutReference(Reference.Parse("a"), first);
        _store.PutReference(Reference.Parse("a"), second);

        Assert.Equal(second.Digest, _store.Resolve(Reference.Parse("a"))!.Digest);
        Assert.Equal([second.Digest, first.Digest], _store.Images().Select(image => image.Digest));
        Assert.Null(ContentStore.NameOf(_store.Images()[1]));

        _store.PutReference(Reference.Parse("b"), first);
        Assert.Equal(2, _store.Images().Count);
    }

    [Fact]
    public void An_image_with_two_names_loses_one_and_keeps_the_other()
    {
        Descriptor image = Image("one");
        _store.PutReference(Reference.Parse("a"), image);
        _store.PutReference(Reference.Parse("b"), image);

        Assert.Equal(image.Digest, _store.RemoveReference(Reference.Parse("a"))!.Digest);
        Assert.Null(_store.RemoveReference(Reference.Parse("a")));

        Assert.Equal("docker.io/library/b:latest", ContentStore.NameOf(Assert.Single(_store.Images()))!.ToString());
    }

    [Fact]
    public void A_store_of_a_later_version_is_left_alone()
    {
        File.WriteAllText(_scratch["images/oci-layout"], "{\"imageLayoutVersion\":\"2.0.0\"}");

        Assert.Contains(
            "is of version 2.0.0", Assert.Throws<ImageException>(() => ContentStore.Open(_scratch["images"])).Message);
    }

    private Descriptor Image(string content)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(content);
        return new Descriptor { MediaType = MediaTypes.Manifest, Digest = _store.Add(bytes), Size = bytes.Length };
    }
}
