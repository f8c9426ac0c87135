// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Husk.ChildCode;

/// <summary>What `objdump -d` says about a program on x86-64, as far as control flow goes.</summary>
internal sealed class Disassembly
{
    private readonly List<NativeFunction> _functions = [];
    private readonly Dictionary<ulong, string> _slots = [];

    /// <summary>Reads the output of `objdump -d --no-show-raw-insn` and of `objdump -R`.</summary>
    public static Disassembly Parse(TextReader code, TextReader relocations)
    {
        var result = new Disassembly();
        result.ReadCode(code);
        result.ReadRelocations(relocations);
        return result;
    }

    public NativeFunction? Named(string name) => _functions.Find(function => function.Name == name);

    /// <summary>The function that an address lies in, found by address: labels inside functions have other
    /// names.</summary>
    public NativeFunction? At(ulong address)
    {
        int low = 0, high = _functions.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (_functions[middle].Contains(address))
            {
                return _functions[middle];
            }

            if (_functions[middle].Start > address)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return null;
    }

    /// <summary>The symbol that the dynamic loader puts into a word of the GOT.</summary>
    public string? SymbolInSlot(ulong address) => _slots.GetValueOrDefault(address);

    private void ReadCode(TextReader code)
    {
        NativeFunction? current = null;
        while (code.ReadLine() is { } line)
        {
            if (line.StartsWith("Disassembly of section", StringComparison.Ordinal))
            {
                current = null;
            }
            else if (line.EndsWith(">:", StringComparison.Ordinal))
            {
                int space = line.IndexOf(' ', StringComparison.Ordinal);
                ulong start = Hex(line.AsSpan(0, space));
                current?.End = start;
                current = new NativeFunction(line[(space + 2)..^2], start);
                _functions.Add(current);
            }
            else if (current is not null && line.Contains(":\t", StringComparison.Ordinal))
            {
                int colon = line.IndexOf(":\t", StringComparison.Ordinal);
                ulong address = Hex(line.AsSpan(0, colon).Trim());
                current.End = address + 1;
                var instruction = Instruction.Parse(address, line[(colon + 2)..]);
                if (instruction.Transfer is { } transfer)
                {
                    current.Transfers.Add(transfer);
                }

                current.FallsThrough = instruction.EndsFlow
                    ? false
                    : instruction.IsPadding ? current.FallsThrough : true;
            }
        }

        _functions.Sort((left, right) => left.Start.CompareTo(right.Start));
    }

    private void ReadRelocations(TextReader relocations)
    {
        while (relocations.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 3 && words[1] is "R_X86_64_GLOB_DAT" or "R_X86_64_JUMP_SLOT")
            {
                _slots[Hex(words[0])] = words[2].Split('@')[0];
            }
        }
    }

    private static ulong Hex(ReadOnlySpan<char> text) =>
        ulong.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
