// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Husk.ChildCode;

/// <summary>One line of objdump, read for control flow only.</summary>
/// <param name="Transfer">Where it may go, when not only to the next line.</param>
/// <param name="EndsFlow">It never goes on to the next line.</param>
/// <param name="IsPadding">It does nothing and stands between functions to align them.</param>
internal readonly partial record struct Instruction(Transfer? Transfer, bool EndsFlow, bool IsPadding)
{
    public static Instruction Parse(ulong address, string text)
    {
        text = text.Trim();
        string mnemonic = Mnemonic(text);
        bool call = mnemonic is "call" or "callq";
        bool jump = mnemonic.StartsWith('j') || mnemonic.StartsWith("loop", StringComparison.Ordinal);
        bool always = mnemonic is "jmp" or "jmpq" or "ret" or "retq" or "ud2" or "hlt" or "int3";
        return new Instruction(
            call || jump ? ReadTransfer(address, text) : null,
            always,
            mnemonic is "nop" or "nopw" or "nopl" or "data16" or "cs" || text == "xchg   %ax,%ax");
    }

    private static Transfer ReadTransfer(ulong address, string text)
    {
        // `call *0x10(%rip)  # 3fe8 <name>`: objdump has worked the address out behind the #.
        Match match = RipRelative().Match(text);
        if (match.Success)
        {
            return new Transfer(address, text, TransferKind.ThroughMemory, Hex(match));
        }

        match = Immediate().Match(text);
        return match.Success && !text.Contains('*', StringComparison.Ordinal)
            ? new Transfer(address, text, TransferKind.Direct, Hex(match))
            : new Transfer(address, text, TransferKind.Unknown, 0);
    }

    /// <summary>The first word that is not a prefix.</summary>
    private static string Mnemonic(string text)
    {
        foreach (string word in text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word is not ("bnd" or "notrack" or "rep" or "repz" or "repnz" or "lock"))
            {
                return word;
            }
        }

        return "";
    }

    private static ulong Hex(Match match) =>
        ulong.Parse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\*[-0-9a-fx]*\(%rip\)\s+# ([0-9a-f]+)")]
    private static partial Regex RipRelative();

    [GeneratedRegex(@"\s([0-9a-f]+)( <|$)")]
    private static partial Regex Immediate();
}
