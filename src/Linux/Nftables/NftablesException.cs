// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Linux.Nftables;

/// <summary>libnftables refused a transaction; nothing of it was done.</summary>
/// <param name="commands">The transaction.</param>
/// <param name="words">What the library said of it, in lines that draw where the error is.</param>
public sealed class NftablesException(string commands, string words) : Exception(OneLine(commands, words))
{
    /// <summary>Whether something that was named is not there: a table that somebody has flushed.</summary>
    public bool IsMissing { get; } = words.Contains("No such file or directory", StringComparison.Ordinal);

    private static string OneLine(string commands, string words)
    {
        string first = commands.Split('\n').FirstOrDefault(line => line.Length > 0) ?? "";
        string error = words.Split('\n').FirstOrDefault(line => line.Contains("rror", StringComparison.Ordinal))
            ?? words;
        return $"nft {Strace.Quote(first)}: {error.Trim()}";
    }
}
