// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;

namespace Husk.Monitor.Protocol;

/// <summary>What the options of a log driver come to.</summary>
/// <param name="IsKept">Whether there is a log at all.</param>
/// <param name="MaximumSize">Bytes of a file before it is rotated; zero for no end.</param>
/// <param name="MaximumFiles">Files there are at most, with the one that is written.</param>
public sealed record LogOptions(bool IsKept, long MaximumSize, int MaximumFiles)
{
    // Docker keeps all there ever was, until the disk is full; that is the one default nobody wants.
    private const long DefaultSize = 10 << 20;
    private const int DefaultFiles = 3;

    // moby, daemon/logger/ring.go.
    private const long DefaultRingSize = 1_000_000;

    private const string NonBlocking = "non-blocking";

    /// <summary>Whether files are compressed once they are rotated.</summary>
    public bool Compress { get; init; }

    /// <summary>Bytes of output that wait for a file which does not take them; what is more is dropped, and the container
    /// does not wait. Null: it waits, and nothing is dropped.</summary>
    public long? RingSize { get; init; }

    /// <summary>Reads what <c>--log-driver</c> and <c>--log-opt</c> said.</summary>
    /// <exception cref="FormatException">There is no such driver or option, or its value cannot be.</exception>
    public static LogOptions Parse(string driver, IReadOnlyDictionary<string, string> options)
    {
        if (driver is not ("" or "json-file" or "local" or "none"))
        {
            throw new FormatException(
                $"logger: no log driver named '{driver}' is registered: husk has json-file, local and none");
        }

        var parsed = new LogOptions(driver != "none", DefaultSize, DefaultFiles);
        // moby, daemon/logger/factory.go, ValidateLogOpts.
        bool isNonBlocking = options.GetValueOrDefault("mode") == NonBlocking;
        if (options.ContainsKey("max-buffer-size") && !isNonBlocking)
            throw new FormatException($"logger: max-buffer-size option is only supported with 'mode={NonBlocking}'");
        if (isNonBlocking)
            parsed = parsed with { RingSize = DefaultRingSize };
        foreach ((string name, string value) in options)
        {
            parsed = name switch
            {
                "max-size" => parsed with { MaximumSize = Size(value) },
                "max-file" => parsed with { MaximumFiles = Files(value) },
                "mode" when value is "" or "blocking" or NonBlocking => parsed,
                "mode" => throw new FormatException($"logger: logging mode not supported: {value}"),
                "max-buffer-size" => parsed with { RingSize = Bytes(value)
                    ?? throw new FormatException($"error parsing option max-buffer-size: invalid size: '{value}'") },
                "compress" => parsed with { Compress = IsTrue(name, value) },
                // What each record has besides: the engine looks that up.
                "tag" or "labels" or "labels-regex" or "env" or "env-regex" => parsed,
                _ => throw new FormatException(
                    $"unknown log opt '{name}' for {(driver is "" ? "json-file" : driver)} log driver"),
            };
        }

        return parsed.Compress && (parsed.MaximumFiles == 1 || parsed.MaximumSize == 0)
            ? throw Failed(
                "compress cannot be true when max-file is less than 2 or max-size is not set")
            : parsed;
    }

    // Go's strconv.ParseBool.
    private static bool IsTrue(string name, string text) => text switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw Failed($"invalid value for log opt {name}: '{text}' is neither true nor false"),
    };

    // -1 is no end.
    private static long Size(string text) => text.Trim() == "-1" ? 0 : Bytes(text) switch
    {
        null => throw Failed($"invalid size: '{text}'"),
        0 => throw Failed("max-size must be a positive number"),
        { } size => size,
    };

    // 10m, 1.5 g, 4096; a unit is a power of 1024 (docker's units.RAMInBytes). Null: it is no size.
    private static long? Bytes(string text)
    {
        string lower = text.Trim().ToLowerInvariant().TrimEnd('b').TrimEnd('i');
        int shift = lower.Length == 0 ? 0 : lower[^1] switch { 'k' => 10, 'm' => 20, 'g' => 30, 't' => 40, _ => 0 };
        string number = shift == 0 ? lower : lower[..^1].TrimEnd();
        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value)
            && value * (1L << shift) is < long.MaxValue and var size
            ? (long)size
            : null;
    }

    private static int Files(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1
            ? count
            : throw Failed("max-file cannot be less than 1");

    // Docker finds it out when the container starts, and says so.
    private static FormatException Failed(string why) => new("failed to initialize logging driver: " + why);
}
