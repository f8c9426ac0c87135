// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Husk.Conformance.Fixture;

/// <summary>
/// native-tests/criu in CRIU's place, and what it was asked: a line for each field, numbered as in rpc.proto.
/// </summary>
internal sealed class CriuRecord(Sandbox sandbox)
{
    public const int Dump = 1, Restore = 2, PreDump = 4, Notified = 6;

    private readonly string _path = Path.Combine(sandbox.Path, "criu.record");

    public static string Program => Path.Combine(AppContext.BaseDirectory, "criu");

    public string Images { get; } = Path.Combine(sandbox.Path, "images");

    /// <summary>Its moods: CRIU_FAILS, CRIU_DIES, CRIU_LACKS.</summary>
    public Dictionary<string, string> Moods { get; } = [];

    /// <summary>Runs a command of the runtime with it.</summary>
    public Result Runtime(params string[] arguments)
    {
        var launch = new Launch { Environment = new Dictionary<string, string>(Moods) { ["CRIU_RECORD"] = _path } };
        return sandbox.BeginCommand(launch, [.. sandbox.RuntimeCommand, "--criu", Program, .. arguments]).Wait();
    }

    /// <summary>
    /// The values of a field in the requests of a type, in their order: `2.23.1` is a key of opts.ext_mnt.
    /// </summary>
    public string[] Values(int type, string field) =>
        [.. File.ReadAllLines(_path).Where(line => line.StartsWith($"{type} {field}=", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('=') + 1)..])];

    public string? Value(int type, string field) => Values(type, field).LastOrDefault();
}
