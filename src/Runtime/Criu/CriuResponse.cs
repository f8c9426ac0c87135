// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.Criu;

/// <summary>criu_resp of CRIU's rpc.proto, as far as it is looked at.</summary>
internal sealed record CriuResponse
{
    public CriuType Type { get; private init; }

    public bool Success { get; private init; }

    /// <summary>For Notify: `post-dump`, `setup-namespaces` ... (CRIU's action scripts).</summary>
    public string Script { get; private init; } = "";

    /// <summary>Of the root of what is dumped or restored, in the pid namespace of CRIU.</summary>
    public int Pid { get; private init; }

    /// <summary>An errno, when the answer is no.</summary>
    public int Errno { get; private init; }

    /// <summary>The same in words; newer versions have it.</summary>
    public string Message { get; private init; } = "";

    public bool HasMemoryTracking { get; private init; }

    public bool HasLazyPages { get; private init; }

    /// <summary>3.17.1 is 31701.</summary>
    public int Version { get; private init; }

    /// <exception cref="FormatException">It is no such message.</exception>
    public static CriuResponse Parse(ReadOnlySpan<byte> message)
    {
        var response = new CriuResponse();
        var fields = new ProtobufReader(message);
        while (fields.Next())
        {
            response = fields.Field switch
            {
                1 => response with { Type = (CriuType)fields.Number },
                2 => response with { Success = fields.Number != 0 },
                4 => response with { Pid = (int)NumberIn(fields.Bytes, 1) },
                5 => response with { Script = TextIn(fields.Bytes, 1), Pid = (int)NumberIn(fields.Bytes, 2) },
                7 => response with { Errno = (int)fields.Number },
                8 =>
                    response with
                    {
                        HasMemoryTracking = NumberIn(fields.Bytes, 1) != 0,
                        HasLazyPages = NumberIn(fields.Bytes, 2) != 0,
                    },
                9 => response with { Message = fields.Text },
                10 => response with { Version = VersionIn(fields.Bytes) },
                _ => response,
            };
        }

        return response;
    }

    private static int VersionIn(ReadOnlySpan<byte> message) =>
        (int)((NumberIn(message, 1) * 10000) + (NumberIn(message, 2) * 100) + NumberIn(message, 4));

    private static long NumberIn(ReadOnlySpan<byte> message, int field)
    {
        var fields = new ProtobufReader(message);
        while (fields.Next())
        {
            if (fields.Field == field)
            {
                return fields.Number;
            }
        }

        return 0;
    }

    private static string TextIn(ReadOnlySpan<byte> message, int field)
    {
        var fields = new ProtobufReader(message);
        while (fields.Next())
        {
            if (fields.Field == field)
            {
                return fields.Text;
            }
        }

        return "";
    }
}
