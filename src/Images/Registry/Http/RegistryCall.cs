// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Net.Http;

namespace Husk.Images.Registry.Http;

/// <summary>One request to a registry, as often as it takes.</summary>
/// <param name="Method">GET, HEAD, POST, PUT, PATCH or DELETE.</param>
/// <param name="Target">A path with its query, <c>/v2/...</c>, or the absolute address that the registry gave
/// (Location).</param>
/// <param name="What">What is tried on what, for errors: <c>pull manifest of busybox:1</c>.</param>
internal sealed record RegistryCall(HttpMethod Method, string Target, string What)
{
    /// <summary>What the token is to allow: <c>repository:library/busybox:pull</c>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Makes the body, anew for each attempt.</summary>
    public Func<HttpContent>? Body { get; init; }

    /// <summary>Asks for the bytes from here on; 0 asks for all of them, without a range.</summary>
    public long From { get; init; }

    /// <summary>Whether it may be sent again after a failure whose effect on the registry is not known.</summary>
    public bool Repeatable { get; init; } = true;
}
