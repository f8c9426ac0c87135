// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Husk.Engine.Explaining;

/// <summary>What <c>husk-oci plan --format json</c> prints.</summary>
/// <param name="Before">What the runtime does with files before there is a child.</param>
/// <param name="Meanwhile">What it does while the child is on its way.</param>
/// <param name="Steps">The kernel's steps, by whom they are made.</param>
internal sealed record RuntimePlan(
    IReadOnlyList<string> Before, IReadOnlyList<string> Meanwhile, IReadOnlyList<ExplainedStep> Steps)
{
    public static RuntimePlan Read(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        return new RuntimePlan(Texts(root, "before"), Texts(root, "meanwhile"),
            [.. root.GetProperty("steps").EnumerateArray().Select(Step)]);
    }

    private static ExplainedStep Step(JsonElement step) => new(Text(step, "title"), Text(step, "why"))
    {
        Actor = Text(step, "actor"),
        Calls = [.. step.GetProperty("calls").EnumerateArray().Select(call => Text(call, "text"))],
    };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static string[] Texts(JsonElement root, string name) =>
        [.. root.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? "")];
}
