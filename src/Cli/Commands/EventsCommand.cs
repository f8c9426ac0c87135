// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Templates;
using Husk.Engine.Events;

namespace Husk.Cli.Commands;

internal static class EventsCommand
{
    public static readonly Command Row = new(["system events", "events"], "", "Get real time events")
    {
        Flags =
        [
            new("filter", 'f', FlagKind.List,
                "Filter output based on conditions provided: container, event, image, label, network, type, volume",
                "filter"),
            new("format", '\0', FlagKind.String, Names.InspectFormatHelp),
            new("since", '\0', FlagKind.String, "Show all events created since timestamp"),
            new("until", '\0', FlagKind.String, "Stream events until this timestamp"),
        ],
        Run = Run,
    };

    private static readonly EngineEvent Nothing = new("", "", "", new Dictionary<string, string>(), 0, []);

    private static Task<int> Run(Invocation call)
    {
        call.Interrupt.Release();
        EventFilter filter = EventFilter.Parse(Names.Filters(call.Flags.List("filter")));
        Func<EngineEvent, string> text = Text(call.Flags.String("format"));
        call.Containers.Events(Moment.Of(call.Flags, "since"), Moment.Of(call.Flags, "until"), happened =>
        {
            if (filter.Takes(happened))
                call.Streams.Out.Write(text(happened) + "\n");
        });
        return Task.FromResult(0);
    }

    private static Func<EngineEvent, string> Text(string? format)
    {
        if (string.IsNullOrEmpty(format))
            return Line;
        if (format is "json" or "{{json .}}")
            return happened => happened.Json.ToJsonString();
        try
        {
            var template = Template.Parse(format);
            // Tried out before there is one, so that what no event has is told at once.
            template.Run(Fields(Nothing), GoTypes.Event);
            return happened => template.Run(Fields(happened), GoTypes.Event);
        }
        catch (TemplateException wrong)
        {
            throw new TemplateException("Error parsing format: " + wrong.Message.Replace(Template.Complaint, "", StringComparison.Ordinal), TemplateException.NoTemplate);
        }
    }

    // 2026-11-22T01:41:26.341619700Z container create ID (image=busybox, name=x): Go's RFC3339Nano with all nine
    // digits.
    private static string Line(EngineEvent happened)
    {
        string time = happened.Time.ToLocalTime()
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture)
            + (happened.Nanoseconds % 100)
            .ToString("00", CultureInfo.InvariantCulture) + Zone(happened.Time.ToLocalTime().Offset);
        string attributes = string.Join(", ",
            happened.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}={pair.Value}"));
        return $"{time} {happened.Type} {happened.Action} {happened.Id}{(attributes.Length > 0 ? $" ({attributes})" : "")}";
    }

    private static string Zone(TimeSpan offset) => offset == TimeSpan.Zero
        ? "Z"
        : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    // Templates name Go's fields, which the JSON does not for all.
    private static JsonObject Fields(EngineEvent happened) => new()
    {
        ["Status"] = (string?)happened.Json["status"] ?? "",
        ["ID"] = happened.Id,
        ["From"] = (string?)happened.Json["from"] ?? "",
        ["Type"] = happened.Type,
        ["Action"] = happened.Action,
        ["Actor"] = new JsonObject
        {
            ["ID"] = happened.Id,
            ["Attributes"] = new JsonObject(happened.Attributes.Select(
                pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value))),
        },
        ["Scope"] = "local",
        ["Time"] = happened.Nanoseconds / 1_000_000_000,
        ["TimeNano"] = happened.Nanoseconds,
    };
}
