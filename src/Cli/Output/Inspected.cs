// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Cli.Templates;

namespace Husk.Cli.Output;

/// <summary>What an `inspect` command found.</summary>
/// <param name="Document">As JSON.</param>
/// <param name="Type">What docker's templates take it for; null where that is not known.</param>
internal sealed record Inspected(JsonObject Document, GoType? Type)
{
    public static Inspected? Of(JsonObject? document, GoType? type) =>
        document is null ? null : new Inspected(document, type);
}
