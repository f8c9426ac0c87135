// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Husk.Cli.Templates;

namespace Husk.Cli.Output;

/// <summary>What `inspect` commands print: a list of objects, or a template for each.</summary>
internal static class Inspection
{
    // What --format calls the list on one line.
    private const string JsonList = "json";

    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="streams">Where it goes.</param>
    /// <param name="format">What was given to --format.</param>
    /// <param name="names">What to look at.</param>
    /// <param name="find">The object of a name; null when there is none.</param>
    /// <param name="missing">What is said of a name without an object.</param>
    /// <returns>The exit code.</returns>
    public static int Write(Streams streams, string? format, IEnumerable<string> names, Func<string, JsonObject?> find,
        Func<string, string> missing)
    {
        Template? template = string.IsNullOrEmpty(format) || format == JsonList ? null : Parse(format);
        var found = new List<JsonObject>();
        var errors = new List<string>();
        foreach (string name in names)
        {
            if (find(name) is { } item)
                found.Add(item);
            else
                errors.Add(missing(name));
        }
        if (template is null)
            streams.Out.Write(Array(found, indented: format != JsonList) + "\n");
        else
            WriteTemplate(streams.Out, template, found);
        foreach (string error in errors)
            streams.Error.Write($"Error: {error}\n");
        return errors.Count == 0 ? 0 : 1;
    }

    private static Template Parse(string format)
    {
        try
        {
            return Template.Parse(format);
        }
        catch (TemplateException wrong)
        {
            throw new TemplateException(wrong.Message, TemplateException.NoTemplate);
        }
    }

    private static void WriteTemplate(TextWriter to, Template template, List<JsonObject> found)
    {
        foreach (JsonObject item in found)
            to.Write(template.Run(item) + "\n");
        // Docker ends a template that printed nothing with an empty line, which scripts count on.
        if (found.Count == 0)
            to.Write("\n");
    }

    private static string Array(List<JsonObject> items, bool indented)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout with { Indented = indented }))
        {
            json.WriteStartArray();
            foreach (JsonObject item in items)
                item.WriteTo(json);
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
