// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.Templates;

/// <summary>What a piece of a template is (Go's text/template/parse, lex.go).</summary>
internal enum TokenKind
{
    Text,
    Open,
    Close,
    Word,

    /// <summary>A field, with its dot: <c>.Name</c>; or the dot alone.</summary>
    Field,

    /// <summary><c>$</c> or <c>$name</c>.</summary>
    Variable,
    String,
    Number,
    LeftParen,
    RightParen,
    Pipe,
    Declare,
    Assign,
    Comma,
    End,
}
