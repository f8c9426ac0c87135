// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text.Json.Nodes;
using Husk.Images.Registry;
using Husk.Images.Registry.Credentials;
using Husk.Linux.Tests;

namespace Husk.Images.Tests.Registry;

public sealed class DockerConfigFileTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    private string Config => _scratch["docker/config.json"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_login_is_kept_as_docker_keeps_it_and_nothing_else_is_touched()
    {
        Write("""{"auths": {"old.example": {"auth": "YTpi"}}, "psFormat": "x", "plugins": {"p": {"k": "v"}}}""");

        Assert.True(DockerConfigFile.Read(Config).Store("localhost:5000", new Credential("eve", "se:cret")));

        JsonNode now = JsonNode.Parse(File.ReadAllText(Config))!;
        Assert.Equal("ZXZlOnNlOmNyZXQ=", (string?)now["auths"]!["localhost:5000"]!["auth"]);
        Assert.Equal("YTpi", (string?)now["auths"]!["old.example"]!["auth"]);
        Assert.Equal("x", (string?)now["psFormat"]);
        Assert.Equal("v", (string?)now["plugins"]!["p"]!["k"]);
        Assert.Equal("600", Command.Output("stat", "-c", "%a", Config).Trim());
        Assert.Equal(new Credential("eve", "se:cret"), DockerConfigFile.Read(Config).Find("localhost:5000"));
    }

    [Theory]
    [InlineData("docker.io", "https://index.docker.io/v1/")]
    [InlineData("a.example", "a.example")]
    [InlineData("a.example", "https://a.example/v2/")]
    [InlineData("a.example:5000", "http://a.example:5000")]
    public void A_registry_is_found_by_what_programs_have_called_it(string host, string key)
    {
        Write("""{"auths": {"KEY": {"auth": "ZXZlOnNlY3JldA=="}}}""".Replace("KEY", key));

        Assert.Equal(new Credential("eve", "secret"), DockerConfigFile.Read(Config).Find(host));
        Assert.Null(DockerConfigFile.Read(Config).Find("other.example"));
    }

    [Fact]
    public void A_logout_forgets_one_registry()
    {
        Write("""{"auths": {"a.example": {"auth": "ZXZlOnNlY3JldA=="}, "b.example": {"auth": "ZXZlOnNlY3JldA=="}}}""");

        Assert.True(DockerConfigFile.Read(Config).Erase("a.example"));
        Assert.False(DockerConfigFile.Read(Config).Erase("a.example"));

        Assert.Null(DockerConfigFile.Read(Config).Find("a.example"));
        Assert.NotNull(DockerConfigFile.Read(Config).Find("b.example"));
    }

    [Theory]
    [InlineData("{", "read ")]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("""{"auths": {"a": {"auth": "%%%"}}}""", "is not base64")]
    [InlineData("""{"auths": {"a": {"auth": "ZXZl"}}}""", "has no user and password")]
    public void A_damaged_file_is_told(string json, string message)
    {
        Write(json);

        Assert.Contains(
            message, Assert.Throws<RegistryException>(() => DockerConfigFile.Read(Config).Find("a")).Message);
    }

    [Fact]
    public void A_helper_keeps_finds_and_forgets()
    {
        Helper("test", """
            case $1 in
            store) cat > "$DIR/kept" ;;
            get) [ -e "$DIR/kept" ] && cat "$DIR/kept" || { echo "credentials not found in native keychain"; exit 1; } ;;
            erase) cat > /dev/null; rm -f "$DIR/kept" ;;
            esac
            """);
        Write("""{"credHelpers": {"a.example": "husk-test"}}""");

        Assert.Null(DockerConfigFile.Read(Config).Find("a.example"));
        Assert.False(DockerConfigFile.Read(Config).Store("a.example", new Credential("eve", "secret")));
        Assert.Contains("\"ServerURL\":\"a.example\"", File.ReadAllText(_scratch["kept"]));
        Assert.DoesNotContain("secret", File.ReadAllText(Config));
        Assert.Equal(new Credential("eve", "secret"), DockerConfigFile.Read(Config).Find("a.example"));
        Assert.True(DockerConfigFile.Read(Config).Erase("a.example"));
        Assert.Null(DockerConfigFile.Read(Config).Find("a.example"));
    }

    [Fact]
    public void A_helpers_identity_token_is_one()
    {
        Helper("token", """echo '{"ServerURL":"x","Username":"<token>","Secret":"abc"}'""");
        Write("""{"credsStore": "husk-token"}""");

        Assert.Equal(
            new Credential("", "abc", IsIdentityToken: true), DockerConfigFile.Read(Config).Find("any.example"));
    }

    [Fact]
    public void A_helper_that_fails_or_is_not_there_is_named()
    {
        Helper("broken", "echo the keychain is locked; exit 1");
        Write("""{"credHelpers": {"a": "husk-broken", "b": "husk-nowhere"}}""");

        Assert.Equal("docker-credential-husk-broken get for a: the keychain is locked",
            Assert.Throws<RegistryException>(() => DockerConfigFile.Read(Config).Find("a")).Message);
        Assert.Contains("run docker-credential-husk-nowhere: ",
            Assert.Throws<RegistryException>(() => DockerConfigFile.Read(Config).Find("b")).Message);
    }

    private void Write(string json)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Config)!);
        File.WriteAllText(Config, json);
    }

    /// <summary>A program that is found by its name, as docker finds helpers.</summary>
    private void Helper(string name, string script)
    {
        string path = _scratch[$"bin/docker-credential-husk-{name}"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"#!/bin/sh\nDIR='{_scratch.Path}'\n{script}\n");
        Command.Output("chmod", "+x", path);
        Environment.SetEnvironmentVariable(
            "PATH", $"{Path.GetDirectoryName(path)}:{Environment.GetEnvironmentVariable("PATH")}");
    }
}
