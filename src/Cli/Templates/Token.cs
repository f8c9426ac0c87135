// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.Templates;

/// <param name="Kind">What it is.</param>
/// <param name="Text">As written; of a string the content, escapes replaced.</param>
/// <param name="Spaced">Whether white space stands before it: <c>f .X</c> has an argument, <c>(f).X</c> a
/// field.</param>
internal readonly record struct Token(TokenKind Kind, string Text, bool Spaced = false);
