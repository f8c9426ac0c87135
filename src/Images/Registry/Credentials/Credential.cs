// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Registry.Credentials;

/// <summary>How a user proves to a registry who they are.</summary>
/// <param name="Username">May be empty with an identity token.</param>
/// <param name="Secret">The password, or the identity token when <paramref name="IsIdentityToken"/>.</param>
/// <param name="IsIdentityToken">
/// The secret is an OAuth2 refresh token, to be exchanged at the token server (docker's <c>identitytoken</c>).
/// </param>
public sealed record Credential(string Username, string Secret, bool IsIdentityToken = false)
{
    /// <summary>What a credential helper calls the user of an identity token (docker-credential-helpers).</summary>
    public const string TokenUser = "<token>";

    // A record prints its members, and a secret must not come to be logged that way.
    public override string ToString() => $"Credential of {Username}";
}
