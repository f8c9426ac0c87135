// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Husk.Images.Registry.Credentials;

/// <summary>
/// A program <c>docker-credential-NAME</c> that keeps secrets: it takes a verb as argument and speaks JSON on its
/// standard streams (docker-credential-helpers, README, Development).
/// </summary>
public sealed class CredentialProgram(string name)
{
    // What a helper prints instead of a credential when it has none (docker-credential-helpers, credentials/error.go).
    private const string NotFound = "credentials not found in native keychain";

    private string Program => "docker-credential-" + name;

    /// <summary>The credential kept for a server; null when there is none.</summary>
    public Credential? Get(string server)
    {
        (int code, string output) = Run("get", Encoding.UTF8.GetBytes(server));
        if (code != 0)
            return output.Trim() == NotFound ? null : throw Failed("get", server, output);
        try
        {
            using JsonDocument answer = JsonDocument.Parse(output);
            string user = answer.RootElement.GetProperty("Username").GetString() ?? "";
            string secret = answer.RootElement.GetProperty("Secret").GetString() ?? "";
            return user == Credential.TokenUser
                ? new Credential("", secret, IsIdentityToken: true)
                : new Credential(user, secret);
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            throw Failed("get", server, "its answer is not {\"Username\":...,\"Secret\":...}");
        }
    }

    public void Store(string server, Credential credential)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("ServerURL", server);
            writer.WriteString("Username", credential.IsIdentityToken ? Credential.TokenUser : credential.Username);
            writer.WriteString("Secret", credential.Secret);
            writer.WriteEndObject();
        }
        (int code, string output) = Run("store", json.WrittenSpan);
        if (code != 0)
            throw Failed("store", server, output);
    }

    /// <summary>Forgets the server; that there was nothing to forget is no error.</summary>
    public void Erase(string server)
    {
        (int code, string output) = Run("erase", Encoding.UTF8.GetBytes(server));
        if (code != 0 && output.Trim() != NotFound)
            throw Failed("erase", server, output);
    }

    private (int Code, string Output) Run(string verb, ReadOnlySpan<byte> input)
    {
        var start = new ProcessStartInfo(Program, verb) { RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                process.StandardInput.BaseStream.Write(input);
                process.StandardInput.Close();
            }
            catch (System.IO.IOException)
            {
                // It ended without reading: its output and exit code say why.
            }
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
        catch (Win32Exception e)
        {
            throw new RegistryException(
                ImageFault.Unauthorized,
                $"run {Program}: {e.Message}; install it, or take it out of credsStore and credHelpers in docker's config.json",
                e);
        }
    }

    private RegistryException Failed(string verb, string server, string output) =>
        new(ImageFault.Unauthorized, $"{Program} {verb} for {server}: {output.Trim()}");
}
