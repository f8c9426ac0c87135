// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax;

/// <summary>A comment at the top of the file that speaks to the parser: <c># escape=`</c>.</summary>
/// <param name="Name"><c>syntax</c>, <c>escape</c> or <c>check</c>.</param>
/// <param name="Value">What stands behind the equals sign.</param>
/// <param name="Range">The line.</param>
public sealed record ParserDirective(string Name, string Value, SourceRange Range);
