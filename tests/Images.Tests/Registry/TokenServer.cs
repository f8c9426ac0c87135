// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Husk.Images.Tests.Registry;

/// <summary>
/// Gives whoever knows a user's password a token that docker-registry believes (distribution, Token Authentication
/// Implementation: a JWT signed with the key of a certificate that the registry was given).
/// </summary>
internal sealed class TokenServer : IDisposable
{
    private const string Issuer = "husk-test-issuer";
    private const string Service = "husk-test-registry";

    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private readonly string _credentials;
    private readonly MisbehavingRegistry _server;

    public TokenServer(string user, string password)
    {
        _credentials = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        var request =
            new CertificateRequest("CN=husk-test-issuer", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1));
        _server = new MisbehavingRegistry(Answer);
    }

    /// <summary>How many tokens were given.</summary>
    public int Given { get; private set; }

    /// <summary>What docker-registry has to be told, with the certificate put into a file.</summary>
    public string Configuration(string certificateFile)
    {
        File.WriteAllText(certificateFile, _certificate.ExportCertificatePem());
        return $"""
            auth:
              token:
                realm: http://{_server.Host}/token
                service: {Service}
                issuer: {Issuer}
                rootcertbundle: {certificateFile}
            """;
    }

    public void Dispose()
    {
        _server.Dispose();
        _certificate.Dispose();
        _key.Dispose();
    }

    private HttpReply Answer(HttpRequest request)
    {
        if (request.Authorization != _credentials)
            return HttpReply.Json(401, """{"details":"incorrect username or password"}""");
        Given++;
        string[] scopes = [.. request.Target.Split('?', '&')
            .Where(part => part.StartsWith("scope=", StringComparison.Ordinal))
            .Select(part => Uri.UnescapeDataString(part[6..]))];
        return HttpReply.Json(200, $$"""{"token":"{{Token(scopes)}}","expires_in":300}""");
    }

    private string Token(string[] scopes)
    {
        var header = new JsonObject
        {
            ["typ"] = "JWT",
            ["alg"] = "RS256",
            ["x5c"] = new JsonArray(Convert.ToBase64String(_certificate.RawData)),
        };
        var payload = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Service,
            ["sub"] = "eve",
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(),
            ["nbf"] = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeSeconds(),
            ["access"] =
                new JsonArray([.. scopes.Select(scope => scope.Split(':')).Select(parts => (JsonNode)new JsonObject
            {
                ["type"] = parts[0],
                ["name"] = parts[1],
                ["actions"] = new JsonArray([.. parts[2].Split(',').Select(action => (JsonNode)action)]),
            })]),
        };
        string signed = $"{Url(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Url(Encoding.UTF8.GetBytes(payload.ToJsonString()))}";
        return $"{signed}.{Url(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Url(byte[] bytes) =>
        Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
