// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;

namespace Husk.Images.Tests.Registry;

/// <summary>What a <see cref="MisbehavingRegistry"/> answers, and how it goes wrong while it does.</summary>
internal sealed class HttpReply
{
    public int Status { get; init; } = 200;

    public Dictionary<string, string> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>After so many bytes of the body the connection is closed, though more were promised.</summary>
    public int? BreakAfter { get; init; }

    /// <summary>After so many bytes of the body nothing more comes, and the connection stays open.</summary>
    public int? StallAfter { get; init; }

    /// <summary>Bytes of the body that are sent at once, with a pause of a few milliseconds behind each.</summary>
    public int? PauseEvery { get; init; }

    /// <summary>The same, at a pace at which somebody can be killed in the middle of it.</summary>
    public HttpReply Slowly() => new() { Status = Status, Headers = Headers, Body = Body, PauseEvery = 6_000 };

    public static HttpReply Json(int status, string json, string type = "application/json") => new()
    {
        Status = status,
        Headers = { ["Content-Type"] = type },
        Body = Encoding.UTF8.GetBytes(json),
    };

    public static HttpReply Error(int status, string code, string message) =>
        Json(status, $$"""{"errors":[{"code":"{{code}}","message":"{{message}}","detail":null}]}""");
}
