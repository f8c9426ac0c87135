// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;

namespace Husk.Cli.Templates;

/// <summary>From tokens to nodes (pkg.go.dev/text/template, "Actions", "Pipelines"). No define, template and
/// block.</summary>
internal sealed class Parser
{
    private readonly List<Token> _tokens;
    private int _at;

    private Parser(List<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_at];

    public static List<Node> Parse(string template)
    {
        var parser = new Parser(Lexer.Cut(template));
        List<Node> nodes = parser.List(out string end);
        return end.Length == 0 ? nodes : throw new TemplateException($"unexpected {{{{{end}}}}}");
    }

    /// <summary>Nodes up to the end, or to an action that closes a block, which is taken.</summary>
    private List<Node> List(out string end)
    {
        var nodes = new List<Node>();
        while (true)
        {
            Token token = Take();
            if (token.Kind is TokenKind.End)
            {
                end = "";
                return nodes;
            }
            if (token.Kind is TokenKind.Text)
            {
                nodes.Add(new Node.Text(token.Text));
                continue;
            }
            // A comment is an action with nothing in it.
            if (Accept(TokenKind.Close))
                continue;
            if (Current is { Kind: TokenKind.Word, Text: "end" or "else" })
            {
                end = Take().Text;
                return nodes;
            }
            nodes.Add(Action());
        }
    }

    private Node Action()
    {
        string word = Current.Kind is TokenKind.Word ? Current.Text : "";
        switch (word)
        {
            case "if" or "with" or "range":
                Take();
                return Block(word);
            case "break" or "continue":
                Take();
                Expect(TokenKind.Close, word);
                return word == "break" ? new Node.Break() : new Node.Continue();
            case "define" or "template" or "block":
                throw new TemplateException($"{{{{{word}}}}} is not supported");
        }
        Pipeline pipeline = Pipe();
        Expect(TokenKind.Close, "command");
        return new Node.Print(pipeline);
    }

    private Node Block(string word)
    {
        Pipeline subject = Pipe();
        Expect(TokenKind.Close, word);
        List<Node> body = List(out string end);
        List<Node> other = [];
        if (end == "else")
        {
            // {{else if ...}} is {{else}}{{if ...}} with one {{end}} for both.
            if (Current is { Kind: TokenKind.Word, Text: "if" or "with" } && Current.Text == word)
            {
                Take();
                return Make(word, subject, body, [Block(word)]);
            }
            Expect(TokenKind.Close, "else");
            other = List(out end);
        }
        if (end != "end")
            throw new TemplateException("unexpected EOF");
        Expect(TokenKind.Close, "end");
        return Make(word, subject, body, other);
    }

    private static Node Make(string word, Pipeline subject, List<Node> body, List<Node> other) => word switch
    {
        "if" => new Node.If(subject, body, other),
        "with" => new Node.With(subject, body, other),
        _ => new Node.Range(subject, body, other),
    };

    private Pipeline Pipe()
    {
        (string[] variables, bool declares) = Declarations();
        List<List<Operand>> commands = [Command()];
        while (Accept(TokenKind.Pipe))
            commands.Add(Command());
        return new Pipeline(variables, declares, commands);
    }

    private (string[] Variables, bool Declares) Declarations()
    {
        if (Current.Kind is not TokenKind.Variable)
            return ([], false);
        int after = 1;
        if (Peek(after).Kind is TokenKind.Comma && Peek(after + 1).Kind is TokenKind.Variable)
            after = 3;
        if (Peek(after).Kind is not (TokenKind.Declare or TokenKind.Assign))
            return ([], false);
        string[] names = after == 3 ? [Current.Text, Peek(2).Text] : [Current.Text];
        bool declares = Peek(after).Kind is TokenKind.Declare;
        _at += after + 1;
        return (names, declares);
    }

    private List<Operand> Command()
    {
        var operands = new List<Operand>();
        while (Current.Kind is not (TokenKind.Pipe or TokenKind.Close or TokenKind.RightParen))
            operands.Add(Operand());
        return operands.Count > 0 ? operands : throw new TemplateException("missing value for command");
    }

    private Operand Operand()
    {
        Token token = Take();
        switch (token.Kind)
        {
            case TokenKind.String:
                return new Operand.Literal(token.Text);
            case TokenKind.Number:
                return new Operand.Literal(Number(token.Text));
            case TokenKind.Word:
                return token.Text switch
                {
                    "true" => new Operand.Literal(true),
                    "false" => new Operand.Literal(false),
                    "nil" => new Operand.Literal(null),
                    var name =>
                        Functions.Exist(name)
                            ? new Operand.Function(name)
                            : throw new TemplateException($"function \"{name}\" not defined"),
                };
            case TokenKind.Field:
                return new Operand.Dot(token.Text == "." ? [] : [token.Text[1..], .. Fields()]);
            case TokenKind.Variable:
                return new Operand.Variable(token.Text, Fields());
            case TokenKind.LeftParen:
                Pipeline nested = Pipe();
                Expect(TokenKind.RightParen, "parenthesized pipeline");
                return new Operand.Nested(nested, Fields());
            default:
                throw new TemplateException($"unexpected \"{token.Text}\" in command");
        }
    }

    private string[] Fields()
    {
        var fields = new List<string>();
        while (Current is { Kind: TokenKind.Field, Spaced: false, Text.Length: > 1 })
            fields.Add(Take().Text[1..]);
        return [.. fields];
    }

    private static object Number(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return whole;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
            ? real
            : throw new TemplateException($"bad number syntax: \"{text}\"");
    }

    private Token Peek(int ahead) => _tokens[int.Min(_at + ahead, _tokens.Count - 1)];

    private Token Take() => _tokens[_at < _tokens.Count - 1 ? _at++ : _at];

    private bool Accept(TokenKind kind)
    {
        if (Current.Kind != kind)
            return false;
        _at++;
        return true;
    }

    private void Expect(TokenKind kind, string context)
    {
        if (!Accept(kind))
            throw new TemplateException($"unexpected \"{Current.Text}\" in {context}");
    }
}
