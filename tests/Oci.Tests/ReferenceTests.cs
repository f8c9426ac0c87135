// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Oci.Tests;

/// <summary>Names as docker reads them; the cases were compared with `docker tag` and `docker pull`.</summary>
public sealed class ReferenceTests
{
    private const string Hex = "4e07408562bedb8b60ce05c1decfe3ad16b72230967de01f640b7e4729b49fce";

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine", "alpine")]
    [InlineData("alpine:3", "docker.io/library/alpine:3", "alpine:3")]
    [InlineData("user/repo", "docker.io/user/repo", "user/repo")]
    [InlineData("docker.io/alpine", "docker.io/library/alpine", "alpine")]
    [InlineData("index.docker.io/library/alpine", "docker.io/library/alpine", "alpine")]
    [InlineData("localhost/a", "localhost/a", "localhost/a")]
    [InlineData("localhost:5000/a/b:v1", "localhost:5000/a/b:v1", "localhost:5000/a/b:v1")]
    [InlineData("quay.io/a/b__c/d--e.f", "quay.io/a/b__c/d--e.f", "quay.io/a/b__c/d--e.f")]
    [InlineData("[::1]:5000/a", "[::1]:5000/a", "[::1]:5000/a")]
    [InlineData("HOST/a", "HOST/a", "HOST/a")]
    [InlineData("a@sha256:" + Hex, "docker.io/library/a@sha256:" + Hex, "a@sha256:" + Hex)]
    [InlineData("a:1@sha256:" + Hex, "docker.io/library/a:1@sha256:" + Hex, "a:1@sha256:" + Hex)]
    [InlineData("docker.io/a.b/c", "docker.io/a.b/c", "docker.io/a.b/c")]
    [InlineData("docker.io/library/a/b", "docker.io/library/a/b", "library/a/b")]
    public void A_name_is_read_in_full_and_shown_in_short(string text, string full, string familiar)
    {
        Reference reference = Reference.Parse(text);

        Assert.Equal(full, reference.ToString());
        Assert.Equal(familiar, reference.Familiar);
        Assert.Equal(reference, Reference.Parse(full));
    }

    [Theory]
    [InlineData("")]
    [InlineData(":tag")]
    [InlineData("a:")]
    [InlineData("a:-x")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a..b")]
    [InlineData("a___b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a b")]
    [InlineData("a@sha256:12")]
    [InlineData("a@md5:" + Hex)]
    [InlineData("host.io:port/a")]
    [InlineData("-host.io/a")]
    [InlineData("a@sha256:" + Hex + "@sha256:" + Hex)]
    public void What_is_no_name_is_refused_in_the_words_of_docker(string text)
    {
        Assert.Equal("invalid reference format", Assert.Throws<SpecException>(() => Reference.Parse(text)).Message);
    }

    [Theory]
    [InlineData("Alpine", "invalid reference format: repository name (library/Alpine) must be lowercase")]
    [InlineData(
        Hex, "invalid repository name (" + Hex + "), cannot specify 64-byte hexadecimal strings")]
    public void A_likely_mistake_is_named(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<SpecException>(() => Reference.Parse(text)).Message);
    }

    [Fact]
    public void A_name_has_at_most_255_letters_and_a_tag_128()
    {
        Assert.True(Reference.TryParse("h.io/" + new string('a', 250), out _));
        Assert.False(Reference.TryParse("h.io/" + new string('a', 251), out _));
        Assert.True(Reference.TryParse("a:" + new string('t', 128), out _));
        Assert.False(Reference.TryParse("a:" + new string('t', 129), out _));
    }

    [Fact]
    public void Only_a_name_with_neither_tag_nor_digest_means_latest()
    {
        Assert.Equal("latest", Reference.Parse("a").WithDefaultTag().Tag);
        Assert.Equal("1", Reference.Parse("a:1").WithDefaultTag().Tag);
        Assert.Null(Reference.Parse("a@sha256:" + Hex).WithDefaultTag().Tag);
    }
}
