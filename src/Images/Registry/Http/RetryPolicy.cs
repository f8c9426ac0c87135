// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;

namespace Husk.Images.Registry.Http;

/// <summary>How often, how long apart, and how patiently a registry is asked.</summary>
public sealed record RetryPolicy
{
    public static readonly RetryPolicy Default = new();

    /// <summary>Requests in all, the first one included.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Before the second request; each further wait is twice as long.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A registry that asks for a longer wait (Retry-After) is told to the user instead.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A connection on which nothing moves for so long is given up.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the same request may succeed a little later.</summary>
    public static bool IsTransient(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Whether a request that failed this way may succeed a little later.</summary>
    /// <param name="failure">What the HTTP client threw.</param>
    /// <param name="known">Whether the host has answered before: an address where nobody listens is a mistake at
    /// first.</param>
    public static bool IsTransient(Exception failure, bool known) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => false,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError } => known,
        HttpRequestException or IOException or StallException => true,
        _ => false,
    };

    /// <summary>How long to wait after the attempt of this number (from 1); null when no more should follow.</summary>
    public TimeSpan? WaitAfter(int attempt, RetryConditionHeaderValue? asked = null)
    {
        if (attempt >= Attempts)
            return null;
        if (AskedFor(asked) is { } wait)
            return wait <= LongestRetryAfter ? wait : null;
        double factor = Math.Pow(2, attempt - 1) * (1 + (Random.Shared.NextDouble() / 4));
        TimeSpan delay = FirstDelay * factor;
        return delay < LongestDelay ? delay : LongestDelay;
    }

    /// <summary>The wait that a Retry-After header asks for (RFC 9110 section 10.2.3): seconds, or a date.</summary>
    public static TimeSpan? AskedFor(RetryConditionHeaderValue? asked)
    {
        TimeSpan? wait = asked?.Delta ?? (asked?.Date - DateTimeOffset.UtcNow);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
