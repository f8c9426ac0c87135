// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Husk.Conformance.Fixture;

namespace Husk.Proofs;

/// <summary>What `husk-oci plan --format json` says of a bundle, to be compared with what then happens.</summary>
internal sealed partial class PlanGraph
{
    private readonly JsonObject[] _calls;
    private readonly string[] _titles;

    private PlanGraph(JsonObject plan)
    {
        (string Title, JsonObject Call)[] calls =
        [
            .. plan["steps"]!.AsArray().SelectMany(
                step => step!["calls"]!.AsArray().Select(call => ((string)step["title"]!, call!.AsObject()))),
        ];
        _calls = [.. calls.Select(pair => pair.Call)];
        _titles = [.. calls.Select(pair => pair.Title)];
        Clone = Array.FindIndex(_calls, call => (string)call["name"]! == "clone3");
    }

    /// <summary>The index of the clone with which the runtime's part ends.</summary>
    public int Clone { get; }

    public int Length => _calls.Length;

    public static PlanGraph Of(Sandbox sandbox, Container container)
    {
        container.WriteConfig();
        Result plan = sandbox.Runtime("plan", "--bundle", container.Bundle, "--format", "json").Succeeded();
        return new PlanGraph(JsonNode.Parse(plan.Stdout)!.AsObject());
    }

    public string Name(int call) => (string)_calls[call]["name"]!;

    public string Text(int call) => (string)_calls[call]["text"]!;

    public string Title(int call) => _titles[call];

    /// <summary>Does the plan go on when the call fails with the error?</summary>
    public bool Tolerates(int call, string error) =>
        (_calls[call]["on" + error] ?? _calls[call]["onAnyError"]) is not null;

    /// <summary>
    /// A descriptor that the runtime happens to have open. `plan` has others open than `create`, so how many of these
    /// there are is not the same.
    /// </summary>
    public bool ClosesByNumber(int call) => ByNumber().IsMatch(Text(call));

    /// <summary>The index that follows, by the result; null when that is a failure, or the end.</summary>
    public int? Next(int call, TracedCall seen)
    {
        JsonNode? way = seen.Error is { } error
            ? _calls[call]["on" + error] ?? _calls[call]["onAnyError"]
            : _calls[call][seen.Result > 0 ? "onPositive" : "onZero"] ?? 0;
        return way is null ? null : (int)way == 0 ? call + 1 : (int)way;
    }

    [GeneratedRegex(@"^close\(\d+\)$")]
    private static partial Regex ByNumber();
}
