// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>
/// An extended regular expression for container ids: `.`, `[a-z]`, `[^a-z]`, groups, `|`, `*`, `+`, `?`, `^`, `$` and
/// `\` before any of them (POSIX.1, XBD 9.4). It may match any part of an id.
/// </summary>
/// <remarks>
/// System.Text.RegularExpressions would make the program three megabytes larger (measured), for a flag.
/// </remarks>
internal sealed class IdPattern
{
    /// <summary>Whether a part of an id that starts somewhere can be followed by the rest of the pattern.</summary>
    private delegate bool Part(string id, int at, Func<int, bool> rest);

    private readonly string _pattern;
    private readonly Part _whole;
    private int _next;

    /// <exception cref="LifecycleException">It is no regular expression.</exception>
    public IdPattern(string pattern)
    {
        _pattern = pattern;
        _whole = Alternatives();
        if (_next < pattern.Length)
            throw Bad("a ) that closes nothing");
    }

    public bool IsMatch(string id)
    {
        for (int start = 0; start <= id.Length; start++)
        {
            if (_whole(id, start, static _ => true))
                return true;
        }
        return false;
    }

    private Part Alternatives()
    {
        var all = new List<Part> { Sequence() };
        while (Take('|'))
            all.Add(Sequence());
        return all.Count == 1 ? all[0] : (id, at, rest) => all.Exists(each => each(id, at, rest));
    }

    private Part Sequence()
    {
        Part sequence = static (_, at, rest) => rest(at);
        while (_next < _pattern.Length && _pattern[_next] is not ('|' or ')'))
        {
            Part first = sequence, second = Repeated(Atom());
            sequence = (id, at, rest) => first(id, at, end => second(id, end, rest));
        }
        return sequence;
    }

    private Part Repeated(Part atom)
    {
        while (true)
        {
            if (Take('*'))
                atom = Any(atom);
            else if (Take('+'))
                atom = OneOrMore(atom);
            else if (Take('?'))
                atom = Optional(atom);
            else
                return atom;
        }
    }

    // What matches nothing is not tried again: it would match nothing for ever.
    private static Part Any(Part atom)
    {
        bool Try(string id, int at, Func<int, bool> rest) =>
            atom(id, at, end => end > at && Try(id, end, rest)) || rest(at);
        return Try;
    }

    private static Part OneOrMore(Part atom)
    {
        Part more = Any(atom);
        return (id, at, rest) => atom(id, at, end => more(id, end, rest));
    }

    private static Part Optional(Part atom) => (id, at, rest) => atom(id, at, rest) || rest(at);

    private Part Atom()
    {
        char first = _pattern[_next++];
        switch (first)
        {
            case '(':
                Part group = Alternatives();
                return Take(')') ? group : throw Bad("a ( that is not closed");
            case '^':
                return static (_, at, rest) => at == 0 && rest(at);
            case '$':
                return static (id, at, rest) => at == id.Length && rest(at);
            case '.':
                return One(static _ => true);
            case '[':
                return One(Set());
            case '*' or '+' or '?':
                throw Bad($"a {first} after nothing");
            case '\\':
                first = _next < _pattern.Length ? _pattern[_next++] : throw Bad("a \\ before nothing");
                return One(each => each == first);
            default:
                return One(each => each == first);
        }
    }

    private static Part One(Predicate<char> fits) =>
        (id, at, rest) => at < id.Length && fits(id[at]) && rest(at + 1);

    // In brackets a ] that comes first, and a - that comes last, stand for themselves (XBD 9.3.5).
    private Predicate<char> Set()
    {
        bool inverted = Take('^');
        var ranges = new List<(char From, char To)>();
        for (bool first = true; first || !Take(']'); first = false)
        {
            if (_next == _pattern.Length)
                throw Bad("a [ that is not closed");
            char from = _pattern[_next++], to = from;
            if (_next + 1 < _pattern.Length && _pattern[_next] == '-' && _pattern[_next + 1] != ']')
                (to, _next) = (_pattern[_next + 1], _next + 2);
            ranges.Add((from, to));
        }
        return each => ranges.Exists(range => range.From <= each && each <= range.To) != inverted;
    }

    private bool Take(char wanted)
    {
        bool isNext = _next < _pattern.Length && _pattern[_next] == wanted;
        _next += isNext ? 1 : 0;
        return isNext;
    }

    private LifecycleException Bad(string what) => new($"--regex {_pattern}: not a regular expression: {what}");
}
