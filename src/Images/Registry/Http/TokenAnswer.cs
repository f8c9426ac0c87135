// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;

namespace Husk.Images.Registry.Http;

/// <summary>What a token server answers (distribution, Token Authentication Specification, Token Response
/// Fields).</summary>
/// <param name="Token">To be shown to the registry.</param>
/// <param name="Expires">From when on it is not good any more, by this machine's clock.</param>
/// <param name="RefreshToken">An identity token, when one was asked for and given.</param>
internal sealed record TokenAnswer(string Token, DateTimeOffset Expires, string? RefreshToken)
{
    // "For compatibility with older clients, a token should never be returned with less than 60 seconds to live."
    private const int ShortestLife = 60;

    // So that it does not run out on the way.
    private const int Reserve = 10;

    /// <summary>Null when there is no token in it.</summary>
    public static TokenAnswer? Parse(ReadOnlyMemory<byte> body, DateTimeOffset received)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object
                || (Text(root, "token") ?? Text(root, "access_token")) is not { Length: > 0 } token)
            {
                return null;
            }
            int life = root.TryGetProperty("expires_in", out JsonElement expires)
                && expires.TryGetInt32(out int seconds)
                ? Math.Max(seconds, ShortestLife)
                : ShortestLife;
            return new TokenAnswer(token, received.AddSeconds(life - Reserve), Text(root, "refresh_token"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;
}
