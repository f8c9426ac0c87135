// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Registry.Configuration;

/// <summary>How sure a connection must be of whom it talks to.</summary>
public enum RegistrySecurity
{
    /// <summary>TLS, with a certificate that is verified.</summary>
    Verified,

    /// <summary>TLS with any certificate, and HTTP where nobody speaks TLS: docker's insecure-registries.</summary>
    Insecure,

    /// <summary>HTTP and nothing else.</summary>
    PlainHttp,
}
