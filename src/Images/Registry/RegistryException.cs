// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace Husk.Images.Registry;

/// <summary>A registry did not do what was asked. The message is one line, and has the registry's own words.</summary>
public sealed class RegistryException : ImageException
{
    public RegistryException(ImageFault fault, string message)
        : base(fault, message)
    {
    }

    public RegistryException(ImageFault fault, string message, Exception cause)
        : base(fault, message, cause)
    {
    }

    /// <summary>The HTTP status; null when there was no response.</summary>
    public HttpStatusCode? Status { get; private init; }

    /// <summary>What the registry said; empty when it said nothing in a known form.</summary>
    public IReadOnlyList<RegistryError> Errors { get; private init; } = [];

    /// <summary>Whether one of the registry's errors has this code.</summary>
    public bool Has(string code) =>
        Errors.Any(error => string.Equals(error.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <param name="what">What was tried, on what: <c>pull manifest of localhost:5000/a:1</c>.</param>
    /// <param name="status">What it answered.</param>
    /// <param name="errors">Its words.</param>
    public static RegistryException Of(string what, HttpStatusCode status, IReadOnlyList<RegistryError> errors)
    {
        string words = errors.Count > 0
            ? string.Join("; ", errors)
            : $"unexpected status {(int)status} {status}";
        return new RegistryException(FaultOf(status), $"{what}: {words}") { Status = status, Errors = errors };
    }

    private static ImageFault FaultOf(HttpStatusCode status) => (int)status switch
    {
        401 or 403 => ImageFault.Unauthorized,
        404 or 410 => ImageFault.NotFound,
        429 or >= 500 => ImageFault.Unavailable,
        _ => ImageFault.InvalidArgument,
    };
}
