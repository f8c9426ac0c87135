// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Husk.Cli.Templates;

/// <summary>Cuts a template into tokens (pkg.go.dev/text/template, "Text and spaces").</summary>
internal static class Lexer
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string White = " \t\r\n";

    public static List<Token> Cut(string template)
    {
        var tokens = new List<Token>();
        bool trim = false;
        int at = 0;
        while (true)
        {
            int open = template.IndexOf(Open, at, StringComparison.Ordinal);
            string text = open < 0 ? template[at..] : template[at..open];
            bool trimEnd = open >= 0 && IsTrim(template, open + Open.Length);
            text = trim ? text.TrimStart(White.ToCharArray()) : text;
            text = trimEnd ? text.TrimEnd(White.ToCharArray()) : text;
            if (text.Length > 0)
                tokens.Add(new Token(TokenKind.Text, text));
            if (open < 0)
                break;
            at = open + Open.Length + (trimEnd ? 1 : 0);
            trim = Action(template, ref at, tokens);
        }
        tokens.Add(new Token(TokenKind.End, ""));
        return tokens;
    }

    // A minus is a trim only beside white space: {{-3}} is a number.
    private static bool IsTrim(string template, int at) =>
        at + 1 < template.Length && template[at] == '-' && White.Contains(template[at + 1]);

    /// <summary>One action, from behind its braces to behind its closing ones.</summary>
    /// <returns>Whether the white space that follows is to go.</returns>
    private static bool Action(string template, ref int at, List<Token> tokens)
    {
        tokens.Add(new Token(TokenKind.Open, Open));
        while (true)
        {
            int before = at;
            while (at < template.Length && White.Contains(template[at]))
                at++;
            bool spaced = at > before;
            if (at >= template.Length)
                throw new TemplateException("unclosed action");
            bool trim = spaced && string.CompareOrdinal(template, at, "-" + Close, 0, 3) == 0;
            if (trim || string.CompareOrdinal(template, at, Close, 0, 2) == 0)
            {
                at += trim ? 3 : 2;
                tokens.Add(new Token(TokenKind.Close, Close));
                return trim;
            }
            if (string.CompareOrdinal(template, at, "/*", 0, 2) == 0)
            {
                int end = template.IndexOf("*/", at, StringComparison.Ordinal);
                at = end < 0 ? throw new TemplateException("unclosed comment") : end + 2;
                continue;
            }
            tokens.Add(Next(template, ref at) with { Spaced = spaced });
        }
    }

    private static Token Next(string template, ref int at)
    {
        char c = template[at];
        switch (c)
        {
            case '(' or ')' or '|' or ',':
                at++;
                return new Token(c switch { '(' => TokenKind.LeftParen, ')' => TokenKind.RightParen, '|' => TokenKind.Pipe, _ => TokenKind.Comma }, c.ToString());
            case '=':
                at++;
                return new Token(TokenKind.Assign, "=");
            case ':' when at + 1 < template.Length && template[at + 1] == '=':
                at += 2;
                return new Token(TokenKind.Declare, ":=");
            case '"':
                return new Token(TokenKind.String, Quoted(template, ref at));
            case '`':
                int end = template.IndexOf('`', at + 1);
                if (end < 0)
                    throw new TemplateException("unterminated raw quoted string");
                string raw = template[(at + 1)..end];
                at = end + 1;
                return new Token(TokenKind.String, raw);
        }
        if (char.IsAsciiDigit(c)
            || (c is '-' or '+' && at + 1 < template.Length && char.IsAsciiDigit(template[at + 1])))
        {
            return new Token(TokenKind.Number,
                Run(template, ref at, static ch => char.IsAsciiDigit(ch) || ch is '-' or '+' or '.' or 'e' or 'x'));
        }
        if (c is '.' or '$')
        {
            int start = at++;
            Run(template, ref at, IsLetter);
            return new Token(c == '.' ? TokenKind.Field : TokenKind.Variable, template[start..at]);
        }
        return IsLetter(c)
            ? new Token(TokenKind.Word, Run(template, ref at, IsLetter))
            : throw new TemplateException($"unexpected \"{c}\" in operand");
    }

    private static bool IsLetter(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static string Run(string template, ref int at, Func<char, bool> belongs)
    {
        int start = at;
        while (at < template.Length && belongs(template[at]))
            at++;
        return template[start..at];
    }

    private static string Quoted(string template, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < template.Length && template[at] != '"'; at++)
        {
            char c = template[at];
            if (c != '\\' || at + 1 >= template.Length)
            {
                text.Append(c);
                continue;
            }
            char escape = template[++at];
            if (escape is 'u' or 'x')
            {
                int digits = escape == 'u' ? 4 : 2;
                if (at + digits >= template.Length
                    || !int.TryParse(template.AsSpan(at + 1, digits), NumberStyles.HexNumber,
                        CultureInfo.InvariantCulture, out int code))
                {
                    throw new TemplateException("malformed string constant");
                }
                text.Append((char)code);
                at += digits;
                continue;
            }
            text.Append(escape switch { 'n' => '\n', 't' => '\t', 'r' => '\r', '0' => '\0', _ => escape });
        }
        if (at >= template.Length)
            throw new TemplateException("unterminated quoted string");
        at++;
        return text.ToString();
    }
}
