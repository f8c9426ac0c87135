// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>The container could not be started: the payload of <see cref="FrameKind.Failed"/>.</summary>
public sealed record StartFailure : IJsonObject<StartFailure>
{
    public StartFailure()
    {
    }

    private StartFailure(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("message"u8))
                Message = json.Text();
            else if (json.Is("exitCode"u8))
                ExitCode = json.Int32();
            else
                json.Skip();
        }
    }

    /// <summary>The runtime's words.</summary>
    public string Message { get; init; } = "";

    /// <summary>126 when the program cannot be executed, 127 when there is none, else 128.</summary>
    public int ExitCode { get; init; }

    /// <summary>
    /// As docker's client tells by the runtime's words: 127 where there is no such program, 126 where it cannot be
    /// executed, and 128 for the rest, as its daemon does.
    /// </summary>
    public static StartFailure From(string message)
    {
        bool isMissing = Says("executable file not found") || Says("no such file or directory");
        bool isRefused = Says("permission denied") || Says("is a directory");
        return new StartFailure { Message = message, ExitCode = isMissing ? 127 : isRefused ? 126 : 128 };

        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    static StartFailure IJsonObject<StartFailure>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<StartFailure>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("message"u8, Message);
        json.WriteNumber("exitCode"u8, ExitCode);
    }
}
