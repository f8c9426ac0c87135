// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Images.Registry.Transfer;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Registry;

/// <summary>Everything that registries do wrong: a clear error, or none at all, and a store in which nothing is
/// wrong.</summary>
public sealed class RegistryFaultTests : IDisposable
{
    private readonly PullScene _scene = new();
    private readonly SampleImage _image = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(401, "UNAUTHORIZED", "authentication required", ImageFault.Unauthorized)]
    [InlineData(403, "DENIED", "requested access to the resource is denied", ImageFault.Unauthorized)]
    [InlineData(404, "MANIFEST_UNKNOWN", "manifest unknown", ImageFault.NotFound)]
    [InlineData(400, "NAME_INVALID", "invalid repository name", ImageFault.InvalidArgument)]
    public async Task A_refusal_is_told_in_the_registrys_words_and_not_repeated(
        int status, string code, string words, ImageFault fault)
    {
        using var registry = new MisbehavingRegistry(
            request => request.Path == "/v2/" ? HttpReply.Json(200, "{}") : HttpReply.Error(status, code, words));

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.Equal(fault, failure.Fault);
        Assert.True(failure.Has(code));
        Assert.Equal($"pull manifest of {registry.Host}/a:1: {code.Replace('_', ' ').ToLowerInvariant()}: {words}",
            failure.Message);
        Assert.Single(registry.For("manifests"));
        Assert.Empty(_scene.Store.Blobs());
    }

    [Fact]
    public async Task A_page_of_HTML_is_not_quoted()
    {
        using var registry =
            new MisbehavingRegistry(_ => HttpReply.Json(404, "<html><body>nginx</body></html>", "text/html"));

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.EndsWith("unexpected status 404 NotFound", failure.Message);
    }

    [Fact]
    public async Task A_wait_that_the_registry_asks_for_is_kept()
    {
        int asked = 0;
        using var registry = new MisbehavingRegistry(request =>
            request.Path.Contains("/manifests/", StringComparison.Ordinal) && ++asked == 1
                ? new HttpReply { Status = 429, Headers = { ["Retry-After"] = "1" } }
                : _image.Answer(request));

        var clock = Stopwatch.StartNew();
        await _scene.Pull($"{registry.Host}/a:1");

        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(0.95), $"went on after {clock.Elapsed}");
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_is_the_users_to_decide_on()
    {
        using var registry =
            new MisbehavingRegistry(request => request.Path == "/v2/" ? HttpReply.Json(200, "{}") : new HttpReply
            {
                Status = 429,
                Headers = { ["Retry-After"] = "3600" },
                Body = HttpReply.Error(429, "TOOMANYREQUESTS", "you have reached your pull rate limit").Body,
            });

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.Equal(ImageFault.Unavailable, failure.Fault);
        Assert.Contains(
            "(try again in 3600 s): toomanyrequests: you have reached your pull rate limit", failure.Message);
        Assert.Single(registry.For("manifests"));
    }

    [Fact]
    public async Task A_server_that_fails_for_a_moment_is_asked_again()
    {
        int failures = 0;
        using var registry = new MisbehavingRegistry(request =>
            request.Path != "/v2/" && ++failures % 3 != 0 ? new HttpReply { Status = 503 } : _image.Answer(request));

        PulledImage pulled = await _scene.Pull($"{registry.Host}/a:1");

        Assert.All(pulled.Manifest.Layers, layer => Assert.True(_scene.Store.Contains(layer.Digest)));
    }

    [Fact]
    public async Task A_server_that_fails_always_is_given_up()
    {
        using var registry =
            new MisbehavingRegistry(request => request.Path == "/v2/" ? HttpReply.Json(200, "{}") : new HttpReply
            {
                Status = 502,
            });

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.EndsWith("unexpected status 502 BadGateway", failure.Message);
        Assert.Equal(PullScene.Quick.Attempts, registry.For("manifests").Count);
    }

    [Fact]
    public async Task A_blob_that_breaks_off_is_gone_on_with()
    {
        int cut = 0;
        using var registry = new MisbehavingRegistry(request =>
        {
            HttpReply reply = _image.Answer(request);
            return IsLayer(request) && cut++ == 0 ? new HttpReply { Body = reply.Body, BreakAfter = 100_000 } : reply;
        });

        await _scene.Pull($"{registry.Host}/a:1");

        Assert.Contains(registry.Requests, request => request.From == 100_000);
        Assert.Contains(_scene.Steps, step => step.Status is TransferStatus.Retrying);
        AssertWhole();
    }

    [Fact]
    public async Task A_server_without_ranges_is_read_again_from_the_start()
    {
        int cut = 0;
        using var registry = new MisbehavingRegistry(request =>
        {
            HttpReply reply = _image.Answer(request);
            if (!IsLayer(request))
                return reply;
            byte[] whole = _image.Content(Digest.Parse(request.Path.Split('/')[^1]));
            return new HttpReply { Body = whole, BreakAfter = cut++ == 0 ? 150_000 : null };
        });

        // The unpacker that follows must see each byte once.
        var blobs = new System.Collections.Concurrent.ConcurrentBag<Digest>();
        await _scene.Pull($"{registry.Host}/a:1",
            (arrivals, cancel) => Parallel.ForAsync(0, arrivals.Layers.Count, cancel, async (index, token) =>
        {
            using Stream blob = await arrivals.Open(index, token);
            var seen = new MemoryStream();
            await blob.CopyToAsync(seen, token);
            blobs.Add(Digest.Of(seen.ToArray()));
        }));

        Assert.Equal(
            _image.Layers.Select(layer => layer.Digest.Hex).Order(), blobs.Select(digest => digest.Hex).Order());
        AssertWhole();
    }

    [Fact]
    public async Task A_connection_that_stalls_is_left_and_gone_on_with()
    {
        _scene.Policy = PullScene.Quick with { Stall = TimeSpan.FromSeconds(2) };
        int stalled = 0;
        using var registry = new MisbehavingRegistry(request =>
        {
            HttpReply reply = _image.Answer(request);
            return IsLayer(request) && stalled++ == 0
                ? new HttpReply { Body = reply.Body, StallAfter = 70_000 }
                : reply;
        });

        await _scene.Pull($"{registry.Host}/a:1");

        Assert.Contains(_scene.Steps, step => step.Detail == $"{registry.Host} sent nothing for 2 s");
        AssertWhole();
    }

    [Fact]
    public async Task A_registry_that_only_stalls_is_an_error_that_says_so_and_what_came_is_kept()
    {
        _scene.Policy = PullScene.Quick with { Stall = TimeSpan.FromSeconds(1), Attempts = 2 };
        using var registry = new MisbehavingRegistry(request =>
            IsLayer(request)
                ? new HttpReply { Body = _image.Answer(request).Body, StallAfter = 1000 }
                : _image.Answer(request));

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.Contains("sent nothing for 1 s; pull again to go on where it stopped", failure.Message);
        Assert.Equal(2, _scene.Partial().Length);
        Assert.DoesNotContain(_scene.Store.Blobs(), digest => _image.Layers.Any(layer => layer.Digest == digest));
    }

    [Fact]
    public async Task A_blob_with_another_digest_is_thrown_away()
    {
        using var registry = new MisbehavingRegistry(request =>
        {
            HttpReply reply = _image.Answer(request);
            if (!request.Path.EndsWith(_image.Layers[0].Digest.Hex, StringComparison.Ordinal))
                return reply;
            byte[] wrong = [.. reply.Body];
            wrong[^1] ^= 1;
            return new HttpReply { Body = wrong };
        });

        ImageException failure = await Assert.ThrowsAnyAsync<ImageException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.Equal(ImageFault.Corrupt, failure.Fault);
        Assert.False(_scene.Store.Contains(_image.Layers[0].Digest));
        Assert.DoesNotContain(
            _scene.Partial(), file => file.Contains(_image.Layers[0].Digest.Hex, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_layer_that_is_longer_than_it_says_is_refused()
    {
        using var registry = new MisbehavingRegistry(request =>
            IsLayer(request)
                ? new HttpReply { Body = [.. _image.Answer(request).Body, 1, 2, 3] }
                : _image.Answer(request));

        ImageException failure = await Assert.ThrowsAnyAsync<ImageException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.Contains("is longer than the", failure.Message);
    }

    [Fact]
    public async Task A_manifest_that_is_not_what_its_digest_says_is_refused()
    {
        using var registry =
            new MisbehavingRegistry(request => request.Path.Contains("/manifests/", StringComparison.Ordinal)
            ? HttpReply.Json(200, """{"schemaVersion":2}""", MediaTypes.Manifest)
            : _image.Answer(request));

        RegistryException failure = await Assert.ThrowsAsync<RegistryException>(
            () => _scene.Pull($"{registry.Host}/a@{_image.Manifest.Digest}"));

        Assert.Equal(ImageFault.Corrupt, failure.Fault);
        Assert.Contains($"instead of {_image.Manifest.Digest}", failure.Message);
    }

    [Fact]
    public async Task A_manifest_that_lists_a_layer_which_nobody_has_fails_and_leaves_no_image()
    {
        var missing = new Descriptor { MediaType = MediaTypes.LayerGzip, Digest = Digest.Of("nowhere"u8), Size = 7 };
        _image.Put("broken", new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = _image.Config,
            Layers = [_image.Layers[0], missing],
        });
        using var registry = new MisbehavingRegistry(_image.Answer);

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:broken"));

        Assert.Equal($"pull blob {missing.Digest.Short} of {registry.Host}/a: blob unknown: not here", failure.Message);
        Assert.Empty(_scene.Store.Images());
    }

    [Fact]
    public async Task A_manifest_with_another_number_of_layers_than_its_configuration_is_refused()
    {
        _image.Put("odd", new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = _image.Config,
            Layers = [_image.Layers[0]],
        });
        using var registry = new MisbehavingRegistry(_image.Answer);

        ImageException failure =
            await Assert.ThrowsAnyAsync<ImageException>(() => _scene.Pull($"{registry.Host}/a:odd"));

        Assert.Contains("the manifest lists 1 layers and the configuration 2", failure.Message);
    }

    [Fact]
    public async Task What_is_only_there_in_the_first_format_is_said_to_be()
    {
        using var registry = new MisbehavingRegistry(
            _ => HttpReply.Json(200, """{"schemaVersion":1}""", MediaTypes.DockerSchema1Signed));

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.Contains("schema 1", failure.Message);
    }

    [Fact]
    public async Task Nobody_there_is_told_at_once()
    {
        string host;
        using (var registry = new MisbehavingRegistry(_image.Answer))
            host = registry.Host;
        _scene.Policy = PullScene.Quick with { FirstDelay = TimeSpan.FromMinutes(1) };

        RegistryException failure = await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{host}/a:1"));

        Assert.Equal(ImageFault.Unavailable, failure.Fault);
        Assert.Equal($"pull manifest of {host}/a:1: {host}: Connection refused", failure.Message);
    }

    [Fact]
    public async Task A_registry_whose_name_is_not_known_is_told_as_such()
    {
        // RFC 6761, section 6.4: no such name ever has an address.
        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull("nowhere.invalid/a:1"));

        Assert.StartsWith("pull manifest of nowhere.invalid/a:1: nowhere.invalid: no address is known for this name (",
            failure.Message);
    }

    [Fact]
    public async Task A_platform_that_an_index_lacks_is_named_with_those_it_has()
    {
        byte[] index = ImageSpecJson.Write(new ImageIndex
        {
            MediaType = MediaTypes.Index,
            Manifests = [_image.Manifest with { Platform = new Platform { Os = "plan9", Architecture = "mips" } }],
        });
        using var registry = new MisbehavingRegistry(_ => new HttpReply
        {
            Body = index,
            Headers = { ["Content-Type"] = MediaTypes.Index },
        });

        ImageException failure =
            await Assert.ThrowsAnyAsync<ImageException>(() => _scene.Pull($"{registry.Host}/a:multi"));

        Assert.Contains($"no matching manifest for {Platform.Host} in the manifest list entries", failure.Message);
        Assert.Contains("plan9/mips", failure.Message);
    }

    [Fact]
    public async Task Of_an_index_the_manifest_for_this_machine_is_taken()
    {
        using var registry = new MisbehavingRegistry(_image.Answer);

        PulledImage pulled = await _scene.Pull($"{registry.Host}/a:multi");

        Assert.Equal(MediaTypes.Index, pulled.Root.MediaType);
        Assert.Equal(_image.Manifest.Digest, pulled.Descriptor.Digest);
        AssertWhole();
    }

    private static bool IsLayer(HttpRequest request) =>
        request.Path.Contains("/blobs/", StringComparison.Ordinal) && request.Method == "GET"
            && !request.Path.EndsWith(ConfigOf(), StringComparison.Ordinal);

    // All samples with the same seed have the same configuration.
    private static string ConfigOf() => new SampleImage().Config.Digest.ToString();

    private void AssertWhole()
    {
        Assert.All(_image.Layers, layer => Assert.Equal(layer.Digest, Digest.Of(_scene.Store.ReadAll(layer.Digest))));
        Assert.Empty(_scene.Partial());
    }
}
