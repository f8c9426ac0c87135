// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Checks;

/// <summary>What makes a Dockerfile useless.</summary>
/// <param name="Message">One line.</param>
/// <param name="File">Where it is.</param>
/// <param name="Range">What is to blame; null for nothing in particular.</param>
public sealed record CheckFailure(string Message, SourceFile File, SourceRange? Range);
