// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Images.Registry.Configuration;
using Husk.Images.Registry.Transfer;
using Husk.Oci;

namespace Husk.Images.Tests.Registry;

/// <summary>Mirrors and locations by configuration.</summary>
public sealed class ConfigurationTests : IDisposable
{
    private readonly PullScene _scene = new();
    private readonly SampleImage _image = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Mirrors_of_any_registry_are_asked_in_order_and_then_the_registry_itself()
    {
        using var first = new MisbehavingRegistry(_ => new HttpReply { Status = 404 });
        using var second = new MisbehavingRegistry(request => request.Path.Contains(_image.Layers[1].Digest.Hex,
            StringComparison.Ordinal) ? new HttpReply { Status = 404 } : _image.Answer(request));
        using var origin = new MisbehavingRegistry(_image.Answer);
        _scene.Configuration = $$"""
            { // the whole of it, and a part that goes elsewhere
              "registries": [
                { "prefix": "registry.example/team", "location": "{{origin.Host}}/real", "plainHttp": true,
                  "mirrors": ["{{first.Host}}", { "location": "{{second.Host}}/cache", "plainHttp": true }], },
                { "prefix": "registry.example", "location": "nowhere.example" },
              ] }
            """;

        PulledImage pulled = await _scene.Pull("registry.example/team/app:1");

        Assert.Equal(_image.Manifest.Digest, pulled.Descriptor.Digest);
        Assert.Equal("/v2/app/manifests/1", first.For("manifests").Single().Path);
        Assert.Equal("/v2/cache/app/manifests/1", second.For("manifests").Single().Path);
        // Only what the mirror lacks comes from the registry.
        HttpRequest fallback = Assert.Single(origin.Requests);
        Assert.Equal($"/v2/real/app/blobs/{_image.Layers[1].Digest}", fallback.Path);
    }

    [Fact]
    public async Task When_all_fail_the_registrys_own_words_count()
    {
        using var mirror = new MisbehavingRegistry(_ => HttpReply.Error(403, "DENIED", "mirror says no"));
        using var origin =
            new MisbehavingRegistry(request => HttpReply.Error(404, "MANIFEST_UNKNOWN", "origin has not got it"));
        _scene.Configuration =
            $$"""{ "registries": [ { "prefix": "{{origin.Host}}", "mirrors": ["{{mirror.Host}}"] } ] }""";

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{origin.Host}/a:1"));

        Assert.Contains("origin has not got it", failure.Message);
    }

    [Theory]
    [InlineData("""{"registry": []}""", "\"registry\" is not known")]
    [InlineData("""{"registries": [{"prefix": "a", "mirror": []}]}""", "\"mirror\" is not known")]
    [InlineData("""{"registries": [{"mirrors": []}]}""", "prefix is missing")]
    [InlineData("""{"registries": [{"prefix": "https://a"}]}""", "without http://")]
    [InlineData("""{"registries": [{"prefix": "a", "plainHttp": "yes"}]}""", "true or false")]
    [InlineData("""{"registries": {}""", "read r.json: ")]
    public void A_mistake_is_told_with_the_files_name(string json, string message)
    {
        RegistryException failure =
            Assert.Throws<RegistryException>(() => RegistryConfiguration.Parse(Encoding.UTF8.GetBytes(json), "r.json"));

        Assert.StartsWith("read r.json: ", failure.Message);
        Assert.Contains(message, failure.Message);
    }

    [Theory]
    [InlineData("a.example/b/c", "a.example/b")]
    [InlineData("a.example/bc", "a.example")]
    [InlineData("a.example.org/b", null)]
    public void The_longest_prefix_that_ends_where_a_part_ends_counts(string name, string? prefix)
    {
        var configuration = RegistryConfiguration.Parse(
            """{"registries": [{"prefix": "a.example"}, {"prefix": "a.example/b"}]}"""u8.ToArray(), "r.json");

        Assert.Equal(prefix, configuration.RuleOf(name)?.Prefix);
    }

    [Theory]
    [InlineData("127.0.0.1:5000", RegistrySecurity.Insecure)]
    [InlineData("127.9.9.9", RegistrySecurity.Insecure)]
    [InlineData("localhost:5000", RegistrySecurity.Insecure)]
    [InlineData("[::1]:5000", RegistrySecurity.Insecure)]
    [InlineData("registry.example", RegistrySecurity.Verified)]
    [InlineData("10.0.0.1:5000", RegistrySecurity.Verified)]
    public void Only_this_machine_needs_no_certificate(string host, RegistrySecurity security) =>
        Assert.Equal(security, RegistryLocation.SecurityOf(host));

    [Fact]
    public void Docker_Hub_is_where_it_is()
    {
        using RegistryClient client = _scene.Client();

        Assert.Equal("registry-1.docker.io", client.Repository(Reference.Parse("busybox")).Host);
        Assert.Equal("library/busybox", client.Repository(Reference.Parse("busybox")).Path);
    }

    [Fact]
    public void A_client_certificate_without_its_key_is_told()
    {
        Directory.CreateDirectory(_scene.Scratch["certs.d/a.example:5000"]);
        File.WriteAllText(_scene.Scratch["certs.d/a.example:5000/client.cert"], "");

        RegistryException failure = Assert.Throws<RegistryException>(
            () => CertificateDirectory.Find([_scene.Scratch["certs.d"]], "a.example:5000"));

        Assert.EndsWith("client.key is missing", failure.Message);
    }
}
