// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using Husk.Engine.Images;
using Husk.Images.Tests.Registry;
using Husk.Linux.Tests;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Tests;

/// <summary>What people type, end to end: the program as a process, and a registry.</summary>
public sealed class ImageCommandTests : IDisposable
{
    private readonly Husk _husk = new();
    private readonly SampleImage _image = new();

    public void Dispose() => _husk.Dispose();

    [Fact]
    public void Pull_says_what_docker_says()
    {
        using var registry = new MisbehavingRegistry(_image.Answer);
        string[] ids = [.. _image.Layers.Select(layer => layer.Digest.Short)];

        string[] lines = _husk.Output("pull", $"{registry.Host}/some/app:1").TrimEnd('\n').Split('\n');

        Assert.Equal("1: Pulling from some/app", lines[0]);
        foreach (string id in ids)
        {
            Assert.Equal(["Pulling fs layer", "Verifying Checksum", "Download complete", "Pull complete"],
                lines.Where(line => line.StartsWith(id, StringComparison.Ordinal)).Select(line => line[14..]));
        }
        // Nothing of the configuration, which is a blob too.
        Assert.Equal(1 + (4 * ids.Length) + 3, lines.Length);
        Assert.Equal(
            [$"Digest: {_image.Manifest.Digest}", $"Status: Downloaded newer image for {registry.Host}/some/app:1",
                $"{registry.Host}/some/app:1"],
            lines[^3..]);

        Assert.Contains($"Status: Image is up to date for {registry.Host}/some/app:1",
            _husk.Output("pull", $"{registry.Host}/some/app:1"));
        Assert.Equal($"{registry.Host}/some/app:1\n", _husk.Output("pull", "-q", $"{registry.Host}/some/app:1"));
        _husk.AssertSound();
    }

    [Fact]
    public void A_failure_to_pull_has_dockers_phrases()
    {
        using var registry = new MisbehavingRegistry(_image.Answer);
        Assert.Equal($"Error: manifest for {registry.Host}/a:none not found: manifest unknown: not here\n",
            _husk.Error("pull", $"{registry.Host}/a:none"));

        using var closed = new MisbehavingRegistry(request => request.Path == "/v2/"
            ? HttpReply.Json(200, "{}")
            : HttpReply.Error(401, "UNAUTHORIZED", "authentication required"));
        Assert.Equal(
            $"Error: pull access denied for {closed.Host}/a, repository does not exist or may require 'husk login': unauthorized: authentication required\n",
            _husk.Error("pull", $"{closed.Host}/a:1"));
        Assert.Equal("", _husk.Output("images", "-q"));
    }

    [Fact]
    public void A_pull_that_was_killed_goes_on_where_it_stopped()
    {
        var large = new SampleImage(layers: 1, size: 3_000_000, seed: 7);
        bool stall = true;
        using var registry = new MisbehavingRegistry(request =>
        {
            HttpReply reply = large.Answer(request);
            return stall && request.Path.EndsWith(large.Layers[0].Digest.Hex, StringComparison.Ordinal)
                && request.Method == "GET"
                ? new HttpReply { Body = reply.Body, StallAfter = 2_000_000 }
                : reply;
        });
        string partial = _husk.Scratch["root/images/ingest"];
        using (Process pull = _husk.Start("pull", $"{registry.Host}/large:1"))
        {
            for (int i = 0; !Directory.Exists(partial)
                || !new DirectoryInfo(partial).EnumerateFiles().Any(file => file.Length == 2_000_000); i++)
            {
                Assert.True(i < 600, "the download does not get as far as it should");
                Thread.Sleep(100);
            }
            pull.Kill();
            pull.WaitForExit();
        }
        Assert.Equal("", _husk.Output("images", "-q"));
        _husk.AssertSound();
        stall = false;

        _husk.Output("pull", "-q", $"{registry.Host}/large:1");

        HttpRequest last = registry.For(large.Layers[0].Digest.Hex)[^1];
        Assert.Equal(2_000_000, last.From);
        _husk.AssertSound();
    }

    [Fact]
    public void Killed_at_any_instant_a_pull_leaves_a_sound_store_and_the_next_one_goes_on()
    {
        // Slow enough to be hit in every phase.
        var large = new SampleImage(layers: 4, size: 400_000, seed: 9);
        using var registry = new MisbehavingRegistry(request => large.Answer(request).Slowly());
        string name = $"{registry.Host}/app:1";
        var clock = Stopwatch.StartNew();
        _husk.Output("pull", "-q", name);
        int whole = (int)clock.ElapsedMilliseconds;
        using var engine = new ImageEngine(_husk.Scratch["root"]);
        var random = new Random(1);
        for (int i = 0; i < 20; i++)
        {
            // From nothing each third time, else over what the last one left.
            if (i % 3 == 0)
                _husk.Output("image", "prune", "-af");
            using Process pull = _husk.Start("pull", "-q", name);
            if (!pull.WaitForExit(random.Next(whole / 4, whole)))
                pull.Kill();
            pull.WaitForExit();
            Assert.Empty(engine.Check(repair: false));
            // Either not there, or there and whole.
            Assert.All(engine.All(), image => Assert.Equal(large.Config.Digest, image.Id));
        }

        _husk.Output("pull", "-q", name);
        Assert.Equal($"{large.Config.Digest.Short}\n", _husk.Output("images", "-q"));
        _husk.Output("image", "prune", "-af");
        Assert.Empty(Directory.GetFiles(_husk.Scratch["root/images/blobs/sha256"]));
        Assert.Empty(Directory.GetFiles(_husk.Scratch["root/images/ingest"]));
    }

    [Fact]
    public void Images_are_listed_tagged_inspected_and_removed()
    {
        using var registry = new MisbehavingRegistry(_image.Answer);
        string name = $"{registry.Host}/app";
        string id = _image.Config.Digest.ToString();
        _husk.Output("pull", "-q", $"{name}:1");
        _husk.Output("tag", $"{name}:1", "mine:2");

        string[] table = _husk.Output("images").TrimEnd('\n').Split('\n');
        Assert.Equal(["REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE"],
            table[0].Split("  ", StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.Trim()));
        Assert.Contains(table,
            line => line.StartsWith($"{name} ", StringComparison.Ordinal) && line.Contains($" 1 ")
            && line.Contains(id[7..19]));
        Assert.Equal($"mine:2 {_image.Manifest.Digest}\n",
            _husk.Output("images", "mine", "--digests", "--format", "{{.Repository}}:{{.Tag}} {{.Digest}}"));
        Assert.Equal($"{id}\n", _husk.Output("images", "-q", "--no-trunc", "--filter", "reference=mi*:2"));
        Assert.Equal("", _husk.Output("images", "-q", "--filter", "dangling=true"));

        JsonNode document = JsonNode.Parse(_husk.Output("inspect", "mine:2"))![0]!;
        Assert.Equal(id, (string?)document["Id"]);
        Assert.Equal(
            ["mine:2", $"{name}:1"], document["RepoTags"]!.AsArray().Select(tag => (string)tag!).OrderDescending());
        Assert.Equal(2, document["RootFS"]!["Layers"]!.AsArray().Count);
        Assert.Equal("linux amd64\n", _husk.Output("image", "inspect", "-f", "{{.Os}} {{.Architecture}}", id[7..15]));

        (int code, string output, string error) = _husk.Run("inspect", "nothing");
        Assert.Equal((1, "[]\n", "Error: No such object: nothing\n"), (code, output, error));
        Assert.Equal("Error: No such image: none:latest\n", _husk.Error("rmi", "none"));
        Assert.Contains("(must be forced) - image is referenced in multiple repositories", _husk.Error("rmi", id));

        Assert.Equal($"Untagged: mine:2\nUntagged: mine@{_image.Manifest.Digest}\n", _husk.Output("rmi", "--no-prune", "mine:2"));
        Assert.Equal(
            $"Untagged: {name}:1\nUntagged: {name}@{_image.Manifest.Digest}\nDeleted: {id}\n", _husk.Output("rmi", id));
        Assert.Equal("", _husk.Output("images", "-q"));
        Assert.Empty(Directory.GetFiles(_husk.Scratch["root/images/blobs/sha256"]));
        _husk.AssertSound();
    }

    [Fact]
    public void What_lost_its_name_is_dangling_until_it_is_pruned()
    {
        var newer = new SampleImage(seed: 2);
        SampleImage now = _image;
        using var registry = new MisbehavingRegistry(request => now.Answer(request));
        string name = $"{registry.Host}/app:1";
        _husk.Output("pull", "-q", name);
        now = newer;
        _husk.Output("pull", "-q", name);

        Assert.Equal($"{_image.Config.Digest.Short}\n", _husk.Output("images", "-q", "--filter", "dangling=true"));
        Assert.Contains("<none> ", _husk.Output("images"));
        Assert.Contains("Are you sure you want to continue? [y/N] ", _husk.RunWith("n\n", "image", "prune").Out);
        Assert.Equal(2, _husk.Output("images", "-q").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        string pruned = _husk.Output("image", "prune", "-f");

        Assert.Contains($"deleted: {_image.Config.Digest}\n", pruned);
        Assert.Matches(@"Total reclaimed space: [1-9]\S*[kM]B\n", pruned);
        Assert.Equal($"{newer.Config.Digest.Short}\n", _husk.Output("images", "-q"));
        Assert.Matches(@"(?m)^Images +1 +0 .*\nContainers +0 +0 +0B +0B$", _husk.Output("system", "df"));
        _husk.AssertSound();
    }

    [Fact]
    public void A_push_is_what_podman_and_skopeo_pull_and_the_reverse()
    {
        using var source = new MisbehavingRegistry(_image.Answer);
        using var registry = new DebianRegistry();
        _husk.Output("pull", "-q", $"{source.Host}/app:1");
        _husk.Output("tag", $"{source.Host}/app:1", $"{registry.Host}/app:2");

        string[] lines = _husk.Output("push", $"{registry.Host}/app:2").TrimEnd('\n').Split('\n');

        Assert.Equal($"The push refers to repository [{registry.Host}/app]", lines[0]);
        Assert.Equal($"2: digest: {_image.Manifest.Digest} size: {_image.Manifest.Size}", lines[^1]);
        Assert.All(_image.Layers, layer => Assert.Contains($"{layer.Digest.Short}: Pushed", lines));
        Assert.Contains(": Layer already exists", _husk.Output("push", $"{registry.Host}/app:2"));
        Assert.Equal(_image.Manifest.Digest.ToString(),
            Command.Output("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}",
                $"docker://{registry.Host}/app:2").Trim());
        Assert.Contains(_image.Config.Digest.Hex, Podman("pull", "-q", "--tls-verify=false", $"{registry.Host}/app:2"));

        Podman("push", "-q", "--tls-verify=false", $"{registry.Host}/app:2", $"{registry.Host}/back:1");
        _husk.Output("pull", "-q", $"{registry.Host}/back:1");
        Assert.Equal($"{_image.Config.Digest}\n", _husk.Output("inspect", "-f", "{{.Id}}", $"{registry.Host}/back:1"));
        string digest = Command.Output("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}",
            $"docker://{registry.Host}/back:1").Trim();
        Assert.Contains(digest, _husk.Output("inspect", "-f", "{{.RepoDigests}}", $"{registry.Host}/back:1"));

        _husk.Output("tag", $"{source.Host}/app:1", $"{registry.Host}/other:1");
        Assert.Contains(": Mounted from app\n", _husk.Output("push", $"{registry.Host}/other:1"));
        Assert.Contains("An image does not exist locally with the tag: nothing", _husk.Error("push", "nothing"));
        string shown = _husk.Output("manifest", "inspect", $"{registry.Host}/app:2");
        Assert.StartsWith("{\n\t\"schemaVersion\": 2,\n", shown);
        Assert.Equal(_image.Config.Digest.ToString(), (string?)JsonNode.Parse(shown)!["config"]!["digest"]);
        JsonNode verbose = JsonNode.Parse(_husk.Output("manifest", "inspect", "-v", $"{registry.Host}/app:2"))!;
        Assert.Equal($"{registry.Host}/app:2", (string?)verbose["Ref"]);
        Assert.Equal(_image.Manifest.Digest.ToString(), (string?)verbose["Descriptor"]!["digest"]);
        Assert.Equal("linux", (string?)verbose["Descriptor"]!["platform"]!["os"]);
        Assert.Equal(_image.Manifest.Size, Convert.FromBase64String((string)verbose["Raw"]!).Length);
        Assert.Contains($"{registry.Host}/other", _husk.Output("search", $"{registry.Host}/oth"));
    }

    [Fact]
    public void Login_keeps_what_the_registry_takes_and_logout_forgets_it()
    {
        string file = _husk.Scratch["htpasswd"];
        File.WriteAllText(file, Command.Output("htpasswd", "-nbB", "eve", "secret"));
        using var registry = new DebianRegistry($"auth:\n  htpasswd:\n    realm: husk\n    path: {file}");

        (int code, string output, string error) =
            _husk.RunWith("wrong\n", "login", "-u", "eve", "--password-stdin", registry.Host);
        Assert.Equal((1, ""), (code, output));
        Assert.Equal($"Error: log in to {registry.Host}: unauthorized: authentication required\n", error);
        Assert.False(File.Exists(_husk.Scratch["docker/config.json"]));

        (code, output, error) = _husk.RunWith("secret\n", "login", "-u", "eve", "--password-stdin", registry.Host);
        Assert.Equal((0, "Login Succeeded\n"), (code, output));
        Assert.Contains("stored unencrypted", error);
        (code, output, error) = _husk.Run("login", registry.Host);
        Assert.Equal((0, "Login Succeeded\n"), (code, output));
        Assert.StartsWith("Authenticating with existing credentials... [Username: eve]\n", error);
        Assert.DoesNotContain("stored unencrypted", error);
        Assert.Contains("ZXZlOnNlY3JldA==", File.ReadAllText(_husk.Scratch["docker/config.json"]));

        Assert.Equal($"Removing login credentials for {registry.Host}\n", _husk.Output("logout", registry.Host));
        (code, output, error) = _husk.Run("login", "--username", "eve", "--password", "secret", registry.Host);
        Assert.Equal((0, "Login Succeeded\n"), (code, output));
        Assert.StartsWith("WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n", error);
        _husk.Output("logout", registry.Host);
        Assert.Contains(
            "Cannot perform an interactive login from a non TTY device", _husk.Error("login", registry.Host));
    }

    [Fact]
    public void Save_load_and_import_keep_digests()
    {
        using var registry = new MisbehavingRegistry(_image.Answer);
        _husk.Output("pull", "-q", $"{registry.Host}/app:1");
        string archive = _husk.Scratch["image.tar"];
        _husk.Output("save", "-o", archive, $"{registry.Host}/app:1");
        Assert.Contains(
            _image.Config.Digest.Hex, Command.Output("skopeo", "inspect", "--raw", $"docker-archive:{archive}"));

        using var other = new Husk();
        Assert.Equal($"Loaded image: {registry.Host}/app:1\n", other.Output("load", "-i", archive));
        Assert.Equal($"{_image.Config.Digest}\n", other.Output("images", "-q", "--no-trunc"));
        Assert.Equal("Error: No such image: none\n", other.Error("save", "-o", archive, "none"));

        string tar = other.Scratch["root.tar"];
        Command.Shell($"cd {other.Scratch.Path} && mkdir r && echo hi > r/file && tar -C r -cf {tar} .");
        string id = other.Output(
            "import", "-c", "CMD [\"/file\"]", "-c", "ENV A=1 B=\"2 3\"", "-m", "why not", tar, "imported:1").Trim();
        Assert.Equal($"{id} [/file] [A=1 B=2 3]\n",
            other.Output("inspect", "-f", "{{.Id}} {{.Config.Cmd}} {{.Config.Env}}", "imported:1"));
        Assert.Contains("why not", other.Output("history", "imported:1"));
        Assert.Contains("nope is not a valid change command", other.Error("import", "-c", "NOPE x", tar));
        other.AssertSound();
    }

    [Fact]
    public void What_is_imported_or_loaded_may_come_from_an_address_and_from_standard_input()
    {
        string tar = _husk.Scratch["root.tar"];
        Command.Shell($"cd {_husk.Scratch.Path} && echo hi > file && tar -cf {tar} file && gzip -k {tar}");
        using var server = new MisbehavingRegistry(request => request.Path == "/root.tar.gz"
            ? new HttpReply { Body = File.ReadAllBytes(tar + ".gz") }
            : HttpReply.Json(404, "{}"));
        string husk = $"{_husk.Executable} --root {_husk.Scratch["root"]} --run {_husk.Scratch["r"]}";

        _husk.Output("import", $"http://{server.Host}/root.tar.gz", "address:1");
        Assert.Contains("404", _husk.Error("import", $"http://{server.Host}/none.tar"));
        Command.Shell($"{husk} import - input:1 < {tar}; {husk} save address:1 | zstd -q | {husk} load");

        Assert.Equal(
            _husk.Output("inspect", "-f", "{{.RootFS.Layers}}", "address:1"),
            _husk.Output("inspect", "-f", "{{.RootFS.Layers}}", "input:1"));
        Assert.Contains($"Imported from http://{server.Host}/root.tar.gz", _husk.Output("history", "address:1"));
        Assert.Contains("Imported from -", _husk.Output("history", "input:1"));
        _husk.AssertSound();
    }

    [Fact]
    public void An_archive_may_have_one_platform_of_several()
    {
        using var registry = new MisbehavingRegistry(_image.Answer);
        string name = $"{registry.Host}/app:multi", archive = _husk.Scratch["app.tar"],
        platform = _image.Manifest.Platform!.ToString();
        _husk.Output("pull", "-q", name);

        Assert.Contains("does not provide the specified platform (plan9/mips)",
            _husk.Error("save", "--platform", "plan9/mips", "-o", archive, name));
        _husk.Output("save", "--platform", platform, "-o", archive, name);
        Assert.Equal(_image.Manifest.Digest.ToString(),
            Command.Shell($"tar -xOf {archive} index.json | grep -o 'sha256:[0-9a-f]*'").Trim());

        using var other = new Husk();
        Assert.Contains(
            "has nothing for the platform plan9/mips", other.Error("load", "--platform", "plan9/mips", "-i", archive));
        Assert.Equal("", other.Output("images", "-q"));
        other.Output("load", "--platform", platform, "-i", archive);
        Assert.Equal($"{_image.Config.Digest.Short}\n", other.Output("images", "-q"));
        other.AssertSound();
    }

    [Fact]
    public void Of_several_platforms_one_can_be_asked_for()
    {
        using var source = new MisbehavingRegistry(_image.Answer);
        using var registry = new DebianRegistry();
        string name = $"{registry.Host}/app:multi", platform = _image.Manifest.Platform!.ToString();
        _husk.Output("pull", "-q", "--platform", platform, $"{source.Host}/app:multi");
        _husk.Output("tag", $"{source.Host}/app:multi", name);
        const string missing = "does not provide the specified platform (plan9/mips)";

        Assert.Equal($"{_image.Config.Digest}\n",
            _husk.Output("image", "inspect", "--platform", platform, "-f", "{{.Id}}", name));
        Assert.Contains(missing, _husk.Error("image", "inspect", "--platform", "plan9/mips", name));
        Assert.StartsWith(
            $"{_image.Config.Digest}\n", _husk.Output("history", "-q", "--no-trunc", "--platform", platform, name));
        Assert.Contains(missing, _husk.Error("history", "--platform", "plan9/mips", name));
        Assert.Contains(missing, _husk.Error("push", "--platform", "plan9/mips", name));
        _husk.Output("push", "-q", "--disable-content-trust", "--platform", platform, name);
        Assert.Equal(_image.Manifest.Digest.ToString(),
            Command.Output("skopeo", "inspect", "--tls-verify=false", "--format", "{{.Digest}}", $"docker://{name}")
                .Trim());
    }

    [Fact]
    public void A_disk_that_fills_up_is_told_and_leaves_a_sound_store()
    {
        string small = Directory.CreateDirectory(_husk.Scratch["root"]).FullName;
        Command.Output("mount", "-t", "tmpfs", "-o", "size=1m", "husk-test", small);
        try
        {
            var large = new SampleImage(layers: 2, size: 2_000_000);
            using var registry = new MisbehavingRegistry(large.Answer);

            Assert.Contains("No space left on device", _husk.Error("pull", $"{registry.Host}/large:1"));
            Assert.Equal("", _husk.Output("images", "-q"));
            _husk.AssertSound();

            Command.Output("mount", "-o", "remount,size=32m", small);
            _husk.Output("pull", "-q", $"{registry.Host}/large:1");
            Assert.Equal($"{large.Config.Digest.Short}\n", _husk.Output("images", "-q"));
            _husk.AssertSound();
        }
        finally
        {
            Command.Output("umount", small);
        }
    }

    private string Podman(params string[] words) => Command.Output(
        "podman", ["--root", _husk.Scratch["podman"], "--runroot", _husk.Scratch["podman-run"], "--storage-driver",
            "vfs", .. words]);
}
