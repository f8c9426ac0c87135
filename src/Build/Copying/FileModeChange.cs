// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Build.Copying;

/// <summary>What <c>--chmod</c> does to a mode: <c>0644</c>, <c>u=rwX,go=rX</c>, <c>+x</c>.</summary>
/// <remarks>Source: chmod in XCU, of which no umask is applied; the reference, "COPY --chmod".</remarks>
public sealed class FileModeChange
{
    private const uint AllBits = 0xFFF; // 07777
    private const uint Executable = 0x49; // 0111

    // Each class with its special bit.
    private const uint OfUser = 0x9C0; // 04700
    private const uint OfGroup = 0x438; // 02070
    private const uint OfOthers = 0x7;

    private readonly List<(uint Who, char Verb, string Permissions)> _changes = [];

    private FileModeChange()
    {
    }

    /// <summary>The mode that everything gets; null when it depends on the file.</summary>
    public uint? Fixed { get; private init; }

    /// <exception cref="CopyException">It is no mode.</exception>
    public static FileModeChange Parse(string text)
    {
        if (text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            return new FileModeChange { Fixed = Octal(text) };
        var change = new FileModeChange();
        foreach (string clause in text.Split(','))
            change.Add(clause, text);
        return change;
    }

    /// <summary>The mode that a file gets.</summary>
    /// <param name="mode">What it has, 0 to 07777.</param>
    /// <param name="isDirectory">For <c>X</c>.</param>
    public uint Apply(uint mode, bool isDirectory)
    {
        if (Fixed is { } given)
            return given;
        foreach ((uint who, char verb, string permissions) in _changes)
        {
            uint bits = Bits(permissions, mode, isDirectory) & who;
            // "=" takes away first what the class has.
            mode = verb switch
            {
                '+' => mode | bits,
                '-' => mode & ~bits,
                _ => (mode & ~who) | bits,
            };
        }
        return mode & AllBits;
    }

    private static uint Octal(string text)
    {
        uint mode = 0;
        foreach (char digit in text)
        {
            if (digit > '7' || mode > AllBits)
                throw NotOctal(text);
            mode = mode * 8 + (uint)(digit - '0');
        }
        return mode <= AllBits ? mode : throw NotOctal(text);
    }

    private static CopyException NotOctal(string text) =>
        new($"invalid chmod parameter: '{text}'. it should be octal string and between 0 and 07777");

    private void Add(string clause, string text)
    {
        uint who = 0;
        int at = 0;
        for (; at < clause.Length && clause[at] is 'u' or 'g' or 'o' or 'a'; at++)
            who |= clause[at] switch { 'u' => OfUser, 'g' => OfGroup, 'o' => OfOthers, _ => AllBits };
        who = who == 0 ? AllBits : who;
        if (at == clause.Length)
            throw Wrong(text);
        while (at < clause.Length)
        {
            char verb = clause[at++];
            int start = at;
            while (at < clause.Length && clause[at] is not ('+' or '-' or '='))
                at++;
            string permissions = clause[start..at];
            if (verb is not ('+' or '-' or '=') || permissions.AsSpan().IndexOfAnyExcept("rwxXstugo") >= 0)
                throw Wrong(text);
            _changes.Add((who, verb, permissions));
        }
    }

    private static uint Bits(string permissions, uint mode, bool isDirectory)
    {
        uint bits = 0;
        foreach (char permission in permissions)
        {
            bits |= permission switch
            {
                'r' => 0x124u,
                'w' => 0x92u,
                'x' => Executable,
                'X' => isDirectory || (mode & Executable) != 0 ? Executable : 0,
                's' => 0xC00u,
                't' => 0x200u,
                'u' => (mode >> 6 & 7) * Executable,
                'g' => (mode >> 3 & 7) * Executable,
                _ => (mode & 7) * Executable,
            };
        }
        return bits;
    }

    private static CopyException Wrong(string text) =>
        new($"invalid chmod parameter: '{text}'. it should be octal, as 0644, or symbolic, as u=rwX,go=rX");
}
