// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Registry;
using Husk.Images.Registry.Credentials;
using Husk.Images.Registry.Transfer;
using Husk.Linux.Tests;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Tests.Registry;

/// <summary>A registry that others wrote, and skopeo as the witness.</summary>
public sealed class DebianRegistryTests : IDisposable
{
    private readonly PullScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task What_is_pushed_skopeo_pulls_with_the_same_digest_and_the_reverse()
    {
        using var registry = new DebianRegistry();
        Descriptor pushed = await PushSample($"{registry.Host}/one/app:1", layers: 2, size: 100_000);

        Assert.Equal(pushed.Digest.ToString(),
            Skopeo("inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{registry.Host}/one/app:1")
            .Trim());
        Skopeo("copy", "-q", "--src-tls-verify=false", "--dest-tls-verify=false", $"docker://{registry.Host}/one/app:1",
            $"docker://{registry.Host}/two/app:2");

        using var fresh = new PullScene();
        PulledImage pulled = await fresh.Pull($"{registry.Host}/two/app:2");

        Assert.Equal(pushed.Digest, pulled.Root.Digest);
        Assert.All(pulled.Manifest.Layers, layer => Assert.Equal(layer.Size, fresh.Store.Size(layer.Digest)));
    }

    [Fact]
    public async Task A_large_blob_goes_in_parts_and_comes_back_whole()
    {
        using var registry = new DebianRegistry();

        Descriptor pushed = await PushSample($"{registry.Host}/large:1", layers: 1, size: 70_000_000);

        Assert.Equal(pushed.Digest.ToString(),
            Skopeo("inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{registry.Host}/large:1")
            .Trim());
        Assert.Contains(_scene.Steps, step => step.Status is TransferStatus.Pushing && step.Current > 60_000_000);
        using var fresh = new PullScene();
        PulledImage pulled = await fresh.Pull($"{registry.Host}/large:1");
        Assert.Equal(pushed.Digest, pulled.Root.Digest);
    }

    [Fact]
    public async Task What_a_killed_pull_has_left_is_not_fetched_again()
    {
        using var registry = new DebianRegistry();
        await PushSample($"{registry.Host}/large:1", layers: 1, size: 1_000_000);
        using var fresh = new PullScene();
        Descriptor layer = new SampleImage(1, 1_000_000).Layers[0];
        // As a process that was killed leaves it.
        using (Ingest half = (await fresh.Store.BeginIngestAsync(layer.Digest, layer.Size))!)
            half.Write(new SampleImage(1, 1_000_000).Content(layer.Digest).AsSpan(0, 600_000));

        await fresh.Pull($"{registry.Host}/large:1");

        Assert.Equal(layer.Size, fresh.Store.Size(layer.Digest));
        string answer = $"/blobs/{layer.Digest} HTTP/1.1\" 206 {layer.Size - 600_000} ";
        Assert.True(SpinWait.SpinUntil(() => registry.AccessLog.Any(line => line.Contains(
            answer, StringComparison.Ordinal)), TimeSpan.FromSeconds(10)), string.Join('\n', registry.AccessLog));
    }

    [Fact]
    public async Task A_blob_that_the_registry_has_elsewhere_is_mounted_and_one_that_is_there_is_left()
    {
        using var registry = new DebianRegistry();
        await PushSample($"{registry.Host}/source:1", layers: 2, size: 1000);
        _scene.Steps.Clear();

        await PushSample($"{registry.Host}/target:1", layers: 2, size: 1000, knownAt: "source");
        Assert.Equal(2, _scene.Steps.Count(step => step is { Status: TransferStatus.Mounted, Detail: "source" }));
        Assert.DoesNotContain(_scene.Steps, step => step.Status is TransferStatus.Pushing);

        _scene.Steps.Clear();
        await PushSample($"{registry.Host}/target:2", layers: 2, size: 1000);
        Assert.Equal(2, _scene.Steps.Count(step => step.Status is TransferStatus.PresentThere));

        var tags = new List<string>();
        using RegistryClient client = _scene.Client();
        await foreach (
            string tag in client.Repository(Reference.Parse($"{registry.Host}/target")).Tags(CancellationToken.None))
        {
            tags.Add(tag);
        }
        Assert.Equal(["1", "2"], tags.Order());
    }

    [Fact]
    public async Task With_htpasswd_only_who_is_logged_in_may_push()
    {
        string file = _scene.Scratch["htpasswd"];
        File.WriteAllText(file, Command.Output("htpasswd", "-nbB", "eve", "secret"));
        using var registry = new DebianRegistry($"auth:\n  htpasswd:\n    realm: husk\n    path: {file}");

        RegistryException refused =
            await Assert.ThrowsAsync<RegistryException>(() => PushSample($"{registry.Host}/a:1"));
        Assert.Equal(ImageFault.Unauthorized, refused.Fault);

        using (RegistryClient client = _scene.Client())
        {
            await Assert.ThrowsAsync<RegistryException>(
                () => RegistryLogin.Try(client, registry.Host, new Credential("eve", "wrong"), CancellationToken.None));
            await RegistryLogin.Try(client, registry.Host, new Credential("eve", "secret"), CancellationToken.None);
        }
        _scene.LogIn(registry.Host, "eve", "secret");
        Descriptor pushed = await PushSample($"{registry.Host}/a:1");

        // skopeo reads the credentials that we wrote.
        Assert.Equal(pushed.Digest.ToString(),
            Skopeo("inspect", "--authfile", _scene.Scratch["docker/config.json"], "--tls-verify=false", "--format",
                "{{.Digest}}", $"docker://{registry.Host}/a:1").Trim());
    }

    [Fact]
    public async Task With_a_token_server_each_scope_is_asked_for_and_a_mount_has_both_repositories()
    {
        using var tokens = new TokenServer("eve", "secret");
        using var registry = new DebianRegistry(tokens.Configuration(_scene.Scratch["issuer.crt"]));

        RegistryException refused =
            await Assert.ThrowsAsync<RegistryException>(() => PushSample($"{registry.Host}/one:1"));
        Assert.Contains("incorrect username or password", refused.Message);

        using (RegistryClient client = _scene.Client())
        {
            RegistryException wrong = await Assert.ThrowsAsync<RegistryException>(
                () => RegistryLogin.Try(client, registry.Host, new Credential("eve", "wrong"), CancellationToken.None));
            Assert.Contains("incorrect username or password", wrong.Message);
            await RegistryLogin.Try(client, registry.Host, new Credential("eve", "secret"), CancellationToken.None);
        }
        _scene.LogIn(registry.Host, "eve", "secret");
        Descriptor pushed = await PushSample($"{registry.Host}/one:1", layers: 2);
        _scene.Steps.Clear();
        await PushSample($"{registry.Host}/two:1", layers: 2, knownAt: "one");

        Assert.Equal(2, _scene.Steps.Count(step => step.Status is TransferStatus.Mounted));
        Assert.Equal(pushed.Digest, (await _scene.Pull($"{registry.Host}/two:1")).Root.Digest);
        // One for each set of scopes, not one for each request.
        Assert.InRange(tokens.Given, 4, 8);
    }

    [Fact]
    public async Task With_TLS_the_authority_and_the_client_certificate_are_taken_from_certs_d()
    {
        string keys = _scene.Scratch["keys"];
        Command.Shell($"""
            mkdir {keys} && cd {keys} && exec 2>log || exit 1
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj /CN=husk-test-authority -addext keyUsage=keyCertSign
            printf 'subjectAltName=DNS:registry.test\n' > server.ext
            for name in server client; do
              openssl req -newkey rsa:2048 -nodes -keyout $name.key -out $name.csr -subj /CN=$name
            done
            openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.crt
            openssl x509 -req -in client.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out client.cert
            """);
        using var registry = new DebianRegistry(tls: $"  tls:\n    certificate: {keys}/server.crt\n    key: {keys}/server.key\n    clientcas:\n      - {keys}/ca.crt");
        // The name is not in DNS, and the certificate is for it alone: a mirror rule says where it is.
        string port = registry.Host.Split(':')[1];
        string host = $"127.0.0.1:{port}";
        _scene.Configuration = $$"""{ "registries": [ { "prefix": "{{host}}", "insecure": false } ] }""";

        RegistryException unknown = await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{host}/a:1"));
        Assert.Contains($"certs.d/{host}/ca.crt", unknown.Message);

        // Now one that is for this address, believed, and with a client certificate.
        Command.Shell($"""
            cd {keys} && exec 2>>log || exit 1
            printf 'subjectAltName=IP:127.0.0.1\n' > server.ext
            openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile server.ext -out server.crt
            """);
        using var second = new DebianRegistry(tls: $"  tls:\n    certificate: {keys}/server.crt\n    key: {keys}/server.key\n    clientcas:\n      - {keys}/ca.crt");
        host = $"127.0.0.1:{second.Host.Split(':')[1]}";
        _scene.Configuration = $$"""{ "registries": [ { "prefix": "{{host}}", "insecure": false } ] }""";
        Command.Shell(
            $"mkdir -p {_scene.Scratch["certs.d"]}/{host} && cp {keys}/ca.crt {_scene.Scratch["certs.d"]}/{host}/");
        await Assert.ThrowsAsync<RegistryException>(() => PushSample($"{host}/a:1"));

        Command.Shell($"cp {keys}/client.cert {keys}/client.key {_scene.Scratch["certs.d"]}/{host}/");
        Descriptor pushed = await PushSample($"{host}/a:1");

        Assert.Equal(pushed.Digest.ToString(),
            Skopeo("inspect", "--cert-dir", $"{_scene.Scratch["certs.d"]}/{host}", "--format", "{{.Digest}}",
                $"docker://{host}/a:1").Trim());
    }

    private async Task<Descriptor> PushSample(string name, int layers = 1, int size = 1000, string? knownAt = null)
    {
        var image = new SampleImage(layers, size);
        foreach (Descriptor blob in image.Layers.Append(image.Config))
        {
            using Ingest? ingest = await _scene.Store.BeginIngestAsync(blob.Digest, blob.Size);
            if (ingest is null)
                continue;
            ingest.Write(image.Content(blob.Digest));
            ingest.Commit();
        }
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.Manifest,
            Config = image.Config,
            Layers = image.Layers,
        };
        _scene.Store.Add(ImageSpecJson.Write(manifest));
        using RegistryClient client = _scene.Client();
        var push = new ImagePush(client, _scene.Store, _scene) { KnownAt = _ => knownAt is null ? [] : [knownAt] };
        await push.Run(Reference.Parse(name), image.Manifest, CancellationToken.None);
        return image.Manifest;
    }

    private static string Skopeo(params string[] arguments) => Command.Output("skopeo", arguments);
}
