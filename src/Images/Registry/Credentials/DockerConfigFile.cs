// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Registry.Credentials;

/// <summary>
/// Docker's <c>config.json</c>: <c>auths</c>, <c>credsStore</c> and <c>credHelpers</c>. What else stands in it stays as
/// it is when it is written.
/// </summary>
public sealed class DockerConfigFile : ICredentialSource
{
    /// <summary>Docker Hub's name among the credentials, from the days of its first protocol.</summary>
    public const string HubServer = "https://index.docker.io/v1/";

    // It may hold passwords.
    private const uint OnlyOwner = 0x180; // 0600
    private const uint OnlyOwnersDirectory = 0x1C0; // 0700

    private readonly string _path;
    private readonly JsonObject _document;

    private DockerConfigFile(string path, JsonObject document)
    {
        _path = path;
        _document = document;
    }

    /// <summary>Where it is: in $DOCKER_CONFIG, or in ~/.docker.</summary>
    public static string DefaultPath => Path.Combine(
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } directory
            ? directory
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker"),
        "config.json");

    /// <summary>Reads the file; one that is not there is an empty one.</summary>
    public static DockerConfigFile Read(string path)
    {
        try
        {
            JsonNode? document = JsonNode.Parse(File.ReadAllBytes(path));
            return new DockerConfigFile(
                path, document as JsonObject ?? throw Malformed(path, "it is not a JSON object"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new DockerConfigFile(path, []);
        }
        catch (JsonException e)
        {
            throw Malformed(path, e.Message);
        }
    }

    /// <summary>The key of a registry host in the file.</summary>
    public static string ServerOf(string host) =>
        host is "docker.io" or "index.docker.io" or "registry-1.docker.io" ? HubServer : host;

    /// <summary>
    /// What containers are to find in their environment: each proxy of the entry <c>default</c> under both spellings
    /// (docs.docker.com, engine/cli/proxy).
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Proxies()
    {
        var variables = new List<KeyValuePair<string, string>>();
        foreach ((string key, string name) in (ReadOnlySpan<(string, string)>)[
            ("httpProxy", "HTTP_PROXY"), ("httpsProxy", "HTTPS_PROXY"), ("ftpProxy", "FTP_PROXY"),
            ("noProxy", "NO_PROXY"), ("allProxy", "ALL_PROXY")])
        {
            if (_document["proxies"] is not JsonObject proxies || proxies["default"] is not JsonObject entry
                || Text(entry[key]) is not { Length: > 0 } value)
            {
                continue;
            }

            variables.Add(new(name, value));
            variables.Add(new(name.ToLowerInvariant(), value));
        }

        return variables;
    }

    /// <summary>A text of the user's about how docker's client behaves, such as <c>psFormat</c>; null for none.</summary>
    public string? Setting(string name) => Text(_document[name]) is { Length: > 0 } text ? text : null;

    public Credential? Find(string host)
    {
        string server = ServerOf(host);
        if (HelperOf(server) is { } helper && helper.Get(server) is { } kept)
            return kept;
        return Entry(server) is { } entry ? Decode(entry, server) : null;
    }

    /// <summary>The host as a person writes it: older programs left a scheme and a path in the keys.</summary>
    private static string Bare(string key)
    {
        int scheme = key.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? key : key[(scheme + 3)..];
        int slash = rest.IndexOf('/');
        return slash < 0 ? rest : rest[..slash];
    }

    /// <summary>Keeps a credential, with the helper that is set up for the host or in the file itself.</summary>
    /// <returns>Whether it went into the file, where everybody who may read the file can read the secret.</returns>
    public bool Store(string host, Credential credential)
    {
        string server = ServerOf(host);
        if (HelperOf(server) is { } helper)
        {
            helper.Store(server, credential);
            // The entry says that there is a login; docker lists such servers.
            Auths()[server] = new JsonObject();
            Save();
            return false;
        }
        var entry = new JsonObject();
        if (credential.IsIdentityToken)
            entry["identitytoken"] = credential.Secret;
        string user = credential.IsIdentityToken
            ? $"{credential.Username}:"
            : $"{credential.Username}:{credential.Secret}";
        entry["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(user));
        Auths()[server] = entry;
        Save();
        return true;
    }

    /// <returns>Whether there was something to forget.</returns>
    public bool Erase(string host)
    {
        string server = ServerOf(host);
        HelperOf(server)?.Erase(server);
        if (_document["auths"] is not JsonObject auths || KeyOf(auths, server) is not { } key)
            return false;
        auths.Remove(key);
        Save();
        return true;
    }

    private CredentialProgram? HelperOf(string server) =>
        Text(_document["credHelpers"]?[server]) is { Length: > 0 } own ? new CredentialProgram(own)
        : Text(_document["credsStore"]) is { Length: > 0 } all ? new CredentialProgram(all)
        : null;

    private JsonObject? Entry(string server) =>
        _document["auths"] is JsonObject auths && KeyOf(auths, server) is { } key ? auths[key] as JsonObject : null;

    private static string? KeyOf(JsonObject auths, string server)
    {
        if (auths.ContainsKey(server))
            return server;
        foreach ((string key, _) in auths)
        {
            if (Bare(key) == Bare(server))
                return key;
        }
        return null;
    }

    private Credential? Decode(JsonObject entry, string server)
    {
        if (Text(entry["identitytoken"]) is { Length: > 0 } token)
            return new Credential("", token, IsIdentityToken: true);
        if (Text(entry["auth"]) is not { Length: > 0 } auth)
        {
            return Text(entry["username"]) is { Length: > 0 } name
                ? new Credential(name, Text(entry["password"]) ?? "")
                : null;
        }
        try
        {
            // Some programs end the pair with NULs (docker/cli, config/configfile, decodeAuth).
            string pair = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0');
            int colon = pair.IndexOf(':');
            return colon > 0
                ? new Credential(pair[..colon], pair[(colon + 1)..])
                : throw Malformed(_path, $"auths[\"{server}\"].auth has no user and password");
        }
        catch (FormatException)
        {
            throw Malformed(_path, $"auths[\"{server}\"].auth is not base64");
        }
    }

    private JsonObject Auths()
    {
        if (_document["auths"] is JsonObject auths)
            return auths;
        var made = new JsonObject();
        _document["auths"] = made;
        return made;
    }

    private void Save()
    {
        // A config.json may be a symlink into a user's dotfiles: what it points at is replaced.
        string target = (File.Exists(_path) ? File.ResolveLinkTarget(_path, returnFinalTarget: true)?.FullName : null)
            ?? Path.GetFullPath(_path);
        string directory = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(Path.GetDirectoryName(directory)!);
        At.MkdirIfMissing(BorrowedFd.Cwd, directory, OnlyOwnersDirectory);
        var content = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(content, new JsonWriterOptions
        {
            Indented = true,
            IndentCharacter = '\t',
            IndentSize = 1,
        }))
        {
            _document.WriteTo(writer);
        }
        using OwnedFd parent = At.Open(BorrowedFd.Cwd, directory, O_RDONLY | O_DIRECTORY);
        At.AtomicWrite(parent, Path.GetFileName(target), content.WrittenSpan, OnlyOwner, durable: true);
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static RegistryException Malformed(string path, string what) =>
        new(ImageFault.Unauthorized, $"read {path}: {what}; correct it, or log in again after removing it");
}
