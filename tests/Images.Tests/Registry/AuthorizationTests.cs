// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Images.Registry.Credentials;
using Husk.Images.Registry.Http;

namespace Husk.Images.Tests.Registry;

/// <summary>Basic, and tokens (distribution, Token Authentication Specification).</summary>
public sealed class AuthorizationTests : IDisposable
{
    private readonly PullScene _scene = new();
    private readonly SampleImage _image = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("Bearer realm=\"https://a/t\",service=\"s\",scope=\"repository:x:pull,push\"", "Bearer", "scope",
        "repository:x:pull,push")]
    [InlineData("Basic realm=\"a \\\"quoted\\\" one\"", "Basic", "realm", "a \"quoted\" one")]
    [InlineData("bearer Realm=plain , service=b", "bearer", "realm", "plain")]
    public void A_challenge_is_read(string header, string scheme, string name, string value)
    {
        Challenge challenge = Assert.Single(Challenge.Parse(header));

        Assert.Equal(scheme, challenge.Scheme);
        Assert.Equal(value, challenge[name]);
    }

    [Fact]
    public void Two_challenges_in_one_header_are_two() =>
        Assert.Equal(["Negotiate", "Basic"],
            Challenge.Parse("Negotiate, Basic realm=\"x\"").Select(challenge => challenge.Scheme));

    [Fact]
    public async Task A_registry_with_basic_gets_the_kept_password_once_it_asks()
    {
        string good = "Basic " + Convert.ToBase64String("eve:pass:word"u8);
        using var registry = new MisbehavingRegistry(
            request => request.Authorization == good ? _image.Answer(request) : Wants("Basic realm=\"r\""));
        _scene.LogIn(registry.Host, "eve", "pass:word");

        await _scene.Pull($"{registry.Host}/a:1");

        Assert.Null(registry.For("manifests")[0].Authorization);
        Assert.All(registry.For("blobs"), request => Assert.Equal(good, request.Authorization));
    }

    [Fact]
    public async Task A_wrong_password_is_sent_once()
    {
        using var registry = new MisbehavingRegistry(
            request => request.Path == "/v2/" ? HttpReply.Json(200, "{}") : Wants("Basic realm=\"r\""));
        _scene.LogIn(registry.Host, "eve", "wrong");

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.Equal(ImageFault.Unauthorized, failure.Fault);
        Assert.Equal(2, registry.For("manifests").Count);
    }

    [Fact]
    public async Task A_token_is_fetched_for_the_scope_kept_and_renewed_when_it_is_refused()
    {
        int tokens = 0;
        int served = 0;
        string? valid = null;
        MisbehavingRegistry registry = null!;
        using var registryScope = registry = new MisbehavingRegistry(request =>
        {
            if (request.Path == "/token")
            {
                valid = $"t{++tokens}";
                return HttpReply.Json(200, $$"""{"token":"{{valid}}","expires_in":300}""");
            }
            if (request.Path == "/v2/")
                return HttpReply.Json(200, "{}");
            // The second thing that it is good for it is not good for any more.
            if (request.Authorization == "Bearer t1" && ++served > 1)
                valid = null;
            return request.Authorization == $"Bearer {valid}"
                ? _image.Answer(request)
                : Wants($"Bearer realm=\"http://{registry.Host}/token\",service=\"the registry\"");
        });
        _scene.LogIn(registry.Host, "eve", "secret");

        await _scene.Pull($"{registry.Host}/some/thing:1");

        HttpRequest asked = registry.For("/token")[0];
        Assert.Contains("service=the%20registry", asked.Target);
        Assert.Contains("scope=repository%3Asome%2Fthing%3Apull", asked.Target);
        Assert.Contains("account=eve", asked.Target);
        Assert.Equal("Basic " + Convert.ToBase64String("eve:secret"u8), asked.Authorization);
        Assert.True(tokens >= 2, "the token that was refused was not renewed");
    }

    [Fact]
    public async Task An_identity_token_is_exchanged_and_not_sent_to_the_registry()
    {
        MisbehavingRegistry registry = null!;
        using var registryScope = registry = new MisbehavingRegistry(request => request switch
        {
            { Path: "/token", Method: "POST" } => HttpReply.Json(200, """{"access_token":"short"}"""),
            { Path: "/v2/" } => HttpReply.Json(200, "{}"),
            { Authorization: "Bearer short" } => _image.Answer(request),
            _ => Wants($"Bearer realm=\"http://{registry.Host}/token\",service=\"s\""),
        });
        DockerConfigFile.Read(_scene.Scratch["docker/config.json"])
            .Store(registry.Host, new Credential("", "identity", IsIdentityToken: true));

        await _scene.Pull($"{registry.Host}/a:1");

        string form = Encoding.ASCII.GetString(registry.For("/token")[0].Body);
        Assert.Contains("grant_type=refresh_token", form);
        Assert.Contains("refresh_token=identity", form);
        Assert.DoesNotContain(registry.For("/v2/"),
            request => request.Authorization?.Contains("identity", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task What_a_blob_is_redirected_to_does_not_get_the_token()
    {
        using var elsewhere = new MisbehavingRegistry(_image.Answer);
        string good = "Basic " + Convert.ToBase64String("eve:secret"u8);
        using var registry = new MisbehavingRegistry(request => request switch
        {
            { Authorization: null } => Wants("Basic realm=\"r\""),
            _ when request.Path.Contains("/blobs/", StringComparison.Ordinal) => new HttpReply
            {
                Status = 307,
                Headers = { ["Location"] = $"http://{elsewhere.Host}{request.Target}" },
            },
            _ => _image.Answer(request),
        });
        _scene.LogIn(registry.Host, "eve", "secret");

        await _scene.Pull($"{registry.Host}/a:1");

        Assert.Equal(3, elsewhere.Requests.Count);
        Assert.All(elsewhere.Requests, request => Assert.Null(request.Authorization));
        Assert.All(registry.For("blobs"), request => Assert.Equal(good, request.Authorization));
    }

    [Fact]
    public async Task Another_host_that_asks_for_a_password_gets_none()
    {
        MisbehavingRegistry thief = null!;
        using var thiefScope = thief = new MisbehavingRegistry(request => request.Path == "/token"
            ? HttpReply.Json(200, """{"token":"x"}""")
            : Wants($"Bearer realm=\"http://{thief.Host}/token\",service=\"s\""));
        using var registry = new MisbehavingRegistry(request => request switch
        {
            { Authorization: null } => Wants("Basic realm=\"r\""),
            _ when request.Path.Contains("/blobs/", StringComparison.Ordinal) => new HttpReply
            {
                Status = 307,
                Headers = { ["Location"] = $"http://{thief.Host}/blob" },
            },
            _ => _image.Answer(request),
        });
        _scene.LogIn(registry.Host, "eve", "secret");

        RegistryException failure =
            await Assert.ThrowsAsync<RegistryException>(() => _scene.Pull($"{registry.Host}/a:1"));

        Assert.Equal(ImageFault.Unauthorized, failure.Fault);
        Assert.Empty(thief.For("/token"));
        Assert.All(thief.Requests, request => Assert.Null(request.Authorization));
    }

    [Fact]
    public void What_a_registry_says_cannot_move_the_cursor() =>
        Assert.Equal("denied: a [2Jb",
            RegistryError.Parse("""{"errors":[{"code":"DENIED","message":"a\u001b[2Jb"}]}"""u8, "application/json")[0]
            .ToString());

    [Theory]
    [InlineData("eve", "secret", true)]
    [InlineData("eve", "wrong", false)]
    public async Task A_login_is_tried_at_the_registry(string user, string password, bool good)
    {
        string right = "Basic " + Convert.ToBase64String("eve:secret"u8);
        using var registry = new MisbehavingRegistry(request => request.Authorization == right
            ? HttpReply.Json(200, "{}")
            : new HttpReply
            {
                Status = 401,
                Headers = { ["WWW-Authenticate"] = "Basic realm=\"r\"" },
                Body = HttpReply.Error(401, "UNAUTHORIZED", "no such user").Body,
            });
        using RegistryClient client = _scene.Client();

        Task<Credential> login =
            RegistryLogin.Try(client, registry.Host, new Credential(user, password), CancellationToken.None);

        if (good)
        {
            Assert.Equal("secret", (await login).Secret);
        }
        else
        {
            Assert.Equal($"log in to {registry.Host}: unauthorized: no such user",
                (await Assert.ThrowsAsync<RegistryException>(() => login)).Message);
        }
    }

    private static HttpReply Wants(string challenge) => new()
    {
        Status = 401,
        Headers = { ["WWW-Authenticate"] = challenge },
        Body = HttpReply.Error(401, "UNAUTHORIZED", "authentication required").Body,
    };
}
