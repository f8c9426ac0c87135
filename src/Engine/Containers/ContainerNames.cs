// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;

namespace Husk.Engine.Containers;

/// <summary>What containers are called.</summary>
internal static class ContainerNames
{
    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private static readonly string[] Adjectives =
    [
        "agile", "amber", "ample", "apt", "ardent", "autumn", "balmy", "bold", "breezy", "bright", "brisk", "calm",
        "candid", "clever", "cosy", "crisp", "curious", "dapper", "daring", "deft", "dewy", "eager", "early",
        "earnest", "easy", "fair", "fleet", "fond", "frank", "fresh", "frosty", "gentle", "gifted", "glad", "golden",
        "grand", "green", "hardy", "hazel", "hearty", "humble", "jolly", "jovial", "keen", "kind", "lively", "loyal",
        "lucid", "lucky", "mellow", "merry", "mild", "mindful", "misty", "neat", "nimble", "noble", "patient", "placid",
        "playful", "polite", "proud", "quick", "quiet", "rapid", "ready", "robust", "rosy", "rustic", "sage", "serene",
        "silent", "silver", "sincere", "smart", "snowy", "solar", "spry", "steady", "stoic", "sturdy", "subtle",
        "sunny",
        "swift", "tender", "thrifty", "tidy", "tranquil", "trusty", "upbeat", "vivid", "warm", "wild", "wise", "witty",
    ];

    // People whose work is in what this program does, one way or another: machines, languages, networks, mathematics.
    private static readonly string[] Surnames =
    [
        "abel", "aiken", "allen", "armstrong", "babbage", "backus", "banach", "bartik", "bayes", "berners", "bernoulli",
        "boole", "borg", "brinch", "brooks", "cantor", "cerf", "chomsky", "church", "clarke", "codd", "conway",
        "corbato", "cray", "curry", "dahl", "denning", "dijkstra", "diffie", "eckert", "engelbart", "erdos", "erlang",
        "estrin", "euler", "floyd", "frege", "galois", "gauss", "germain", "godel", "goldberg", "gosper", "gray",
        "hamming", "hejlsberg", "hellman", "hilbert", "hoare", "holberton", "hopcroft", "hopper", "huffman", "ingalls",
        "iverson", "jacquard", "kahan", "kahn", "karp", "kay", "keller", "kernighan", "kilburn", "kleene", "knuth",
        "kolmogorov", "lamarr", "lamport", "laplace", "leibniz", "liskov", "lovelace", "mauchly", "mccarthy",
        "mcilroy", "meltzer", "milner", "minsky", "moore", "napier", "naur", "neumann", "nelson", "noether", "nygaard",
        "ousterhout", "papert", "pascal", "peano", "perlis", "perlman", "postel", "rabin", "ramanujan", "ritchie",
        "rivest", "sammet", "saltzer", "scott", "shannon", "simon", "snyder", "stonebraker", "strachey", "sutherland",
        "tarjan", "thompson", "torvalds", "turing", "ullman", "vaughan", "viterbi", "wheeler", "wiener", "wilkes",
        "wirth", "yao", "zuse",
    ];

    /// <summary>A name that may still be taken: <c>quiet_hopper</c>.</summary>
    /// <param name="attempt">How many were taken already; a number is added when the words alone do not seem to
    /// do.</param>
    public static string Random(int attempt)
    {
        var random = System.Random.Shared;
        string words = $"{Adjectives[random.Next(Adjectives.Length)]}_{Surnames[random.Next(Surnames.Length)]}";
        return attempt < 6 ? words : words + random.Next(10, 10_000);
    }

    /// <summary>The name without the slash that docker's clients may put before it.</summary>
    /// <exception cref="EngineException">It is no name.</exception>
    public static string Checked(string name)
    {
        string plain = name.StartsWith('/') ? name[1..] : name;
        bool valid = plain.Length >= 2 && char.IsAsciiLetterOrDigit(plain[0])
            && plain.AsSpan().IndexOfAnyExcept(Letters) < 0;
        return valid && plain.Length <= 128 ? plain : throw new EngineException(
            EngineFault.InvalidArgument,
            $"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
    }
}
