// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Checks;

namespace Husk.Build.Outlines;

/// <summary>The answer to a <c>--call</c> as JSON, with the members that BuildKit's has: editors read it.</summary>
/// <remarks>Source: BuildKit, frontend/subrequests/{lint,outline,targets}.</remarks>
public static class CallDocument
{
    public static string Of(SourceFile file, CheckResult found)
    {
        var document = new JsonObject
        {
            ["warnings"] = Array(found.Warnings.Select(warning => new JsonObject
            {
                ["ruleName"] = warning.Rule,
                ["description"] = warning.Description,
                ["url"] = warning.Url,
                ["detail"] = warning.Message,
                ["location"] = Location(warning.Range),
            })),
            ["sources"] = new JsonArray(new JsonObject
            {
                ["filename"] = file.Name,
                ["language"] = "Dockerfile",
                ["data"] = Text(file),
            }),
        };
        if (found.Failure is { } failure)
        {
            var error = new JsonObject { ["message"] = failure.Message };
            if (failure.Range is { } range)
                error["location"] = Location(range);
            document["buildError"] = error;
        }

        return Indented(document);
    }

    public static string Of(Dockerfile file, IReadOnlyList<BuildTarget> targets) => Indented(new JsonObject
    {
        ["targets"] = Array(targets.Select(target =>
        {
            JsonObject item = Named(
                target.Name, ("description", target.Description), ("base", target.Base), ("platform", target.Platform));
            if (target.IsDefault)
                item["default"] = true;
            item["location"] = Location(target.Range);
            return item;
        })),
        ["sources"] = new JsonArray(Text(file.File)),
    });

    public static string Of(Dockerfile file, BuildOutline outline)
    {
        JsonObject document = Named(outline.Name, ("description", outline.Description));
        Add(document, "args",
            outline.Arguments.Select(argument =>
                (Named(argument.Name, ("description", argument.Description), ("value", argument.Value)),
                    argument.Range)));
        Add(document, "secrets", outline.Secrets.Select(secret => (Required(secret), secret.Range)));
        Add(document, "ssh", outline.Agents.Select(secret => (Required(secret), secret.Range)));
        document["sources"] = new JsonArray(Text(file.File));
        return Indented(document);
    }

    private static string Text(SourceFile file) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Join('\n', file.Lines)));

    private static string Indented(JsonObject document) =>
        document.ToJsonString(new JsonSerializerOptions { WriteIndented = true, TypeInfoResolver = null }) + "\n";

    private static void Add(JsonObject document, string name, IEnumerable<(JsonObject Item, SourceRange Range)> items)
    {
        JsonArray array = Array(items.Select(each =>
        {
            each.Item["location"] = Location(each.Range);
            return each.Item;
        }));
        if (array.Count > 0)
            document[name] = array;
    }

    private static JsonObject Required(OutlineSecret secret)
    {
        JsonObject item = Named(secret.Name);
        if (secret.IsRequired)
            item["required"] = true;
        return item;
    }

    // What is empty is left out, as Go's omitempty has it.
    private static JsonObject Named(string name, params ReadOnlySpan<(string Name, string Value)> members)
    {
        var item = new JsonObject();
        foreach ((string member, string value) in (ReadOnlySpan<(string, string)>)[("name", name), .. members])
        {
            if (value.Length > 0)
                item[member] = value;
        }

        return item;
    }

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);

    private static JsonObject Location(SourceRange range) => new()
    {
        ["ranges"] = new JsonArray(new JsonObject { ["start"] = Position(range.Start), ["end"] = Position(range.End) }),
    };

    // Characters are counted from 0 there.
    private static JsonObject Position(SourcePosition position) => new()
    {
        ["line"] = position.Line,
        ["character"] = position.Column - 1,
    };
}
