// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Registry.Credentials;

/// <summary>Where credentials for a registry come from.</summary>
public interface ICredentialSource
{
    /// <summary>The credential for a host such as <c>localhost:5000</c> or <c>docker.io</c>; null for none.</summary>
    Credential? Find(string host);
}
