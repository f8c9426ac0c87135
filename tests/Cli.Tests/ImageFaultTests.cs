// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Images.Tests.Registry;
using Husk.Oci;

namespace Husk.Cli.Tests;

/// <summary>Whatever goes wrong at a registry: one line of error, exit code 1, and a store as it was before.</summary>
public sealed class ImageFaultTests : IDisposable
{
    private readonly Husk _husk = new();
    private readonly SampleImage _image = new(layers: 2, size: 50_000);

    public void Dispose() => _husk.Dispose();

    [Theory]
    [InlineData("manifests", 401,
        "pull access denied for HOST/app, repository does not exist or may require 'husk login': unauthorized: words of the registry")]
    [InlineData("manifests", 403,
        "pull access denied for HOST/app, repository does not exist or may require 'husk login': denied: words of the registry")]
    [InlineData("manifests", 404, "manifest for HOST/app:1 not found: manifest unknown: words of the registry")]
    [InlineData("manifests", 429, "toomanyrequests: words of the registry")]
    [InlineData("manifests", 400, "unsupported: words of the registry")]
    [InlineData("blobs", 403, "denied: words of the registry")]
    [InlineData("blobs", 404, "blob unknown: words of the registry")]
    [InlineData("blobs", 429, "toomanyrequests: words of the registry")]
    public void A_refusal_is_one_line(string of, int status, string words) => Fails(words, (request, answer) =>
        !request.Path.Contains($"/{of}/", StringComparison.Ordinal) ? answer : new HttpReply
        {
            Status = status,
            // Longer than anybody wants to wait for.
            Headers = { ["Retry-After"] = "86400" },
            Body = HttpReply.Error(status,
                status switch { 401 => "UNAUTHORIZED", 403 => "DENIED", 404 => of == "blobs" ? "BLOB_UNKNOWN" : "MANIFEST_UNKNOWN", 429 => "TOOMANYREQUESTS", _ => "UNSUPPORTED" }, "words of the registry").Body,
        });

    [Fact]
    public void A_blob_that_is_damaged() =>
        Fails("it was damaged on its way, or is not what was asked for", (request, answer) =>
    {
        if (!request.Path.Contains(_image.Layers[1].Digest.Hex, StringComparison.Ordinal))
            return answer;
        byte[] body = [.. answer.Body];
        body[^30] ^= 1;
        return new HttpReply { Status = answer.Status, Headers = answer.Headers, Body = body };
    });

    [Fact]
    public void A_manifest_that_is_another() => Fails("digest", (request, answer) =>
        request.Path.Contains("/manifests/", StringComparison.Ordinal)
            ? new HttpReply
            {
                Headers = { ["Content-Type"] = answer.Headers["Content-Type"] },
                Body = [.. answer.Body, (byte)'\n'],
            }
            : answer,
        "@" + _image.Manifest.Digest);

    [Fact]
    public void A_layer_that_nobody_has() => Fails("blob unknown: not here", (request, answer) =>
        request.Path.Contains(_image.Layers[0].Digest.Hex, StringComparison.Ordinal)
            ? HttpReply.Error(404, "BLOB_UNKNOWN", "not here")
            : answer);

    [Fact]
    public void An_answer_that_is_no_manifest() => Fails("", (request, answer) =>
        request.Path.Contains("/manifests/", StringComparison.Ordinal)
            ? HttpReply.Json(200, "<html>", answer.Headers["Content-Type"])
            : answer);

    private void Fails(string words, Func<HttpRequest, HttpReply, HttpReply> change, string suffix = ":1")
    {
        using var good = new MisbehavingRegistry(new SampleImage(seed: 5).Answer);
        _husk.Output("pull", "-q", $"{good.Host}/before:1");
        using var registry = new MisbehavingRegistry(request => change(request, _image.Answer(request)));

        string error = _husk.Error("pull", "-q", $"{registry.Host}/app{suffix}");

        Assert.StartsWith("Error: ", error);
        Assert.Contains(words.Replace("HOST", registry.Host, StringComparison.Ordinal), error);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
        Assert.Equal($"{good.Host}/before\n", _husk.Output("images", "--format", "{{.Repository}}"));
        _husk.AssertSound();
        _husk.Output("image", "prune", "-f");
        // Nothing of it is left; whole layers that had come were kept until now.
        Digest[] wanted = [.. _image.Layers.Append(_image.Config).Append(_image.Manifest).Select(blob => blob.Digest)];
        Assert.DoesNotContain(wanted, blob => File.Exists(_husk.Scratch[$"root/images/blobs/sha256/{blob.Hex}"]));
        Assert.Empty(Directory.GetFiles(_husk.Scratch["root/images/ingest"]));
    }
}
