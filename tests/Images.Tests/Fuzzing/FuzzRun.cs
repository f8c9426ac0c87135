// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Husk.Images.Tests.Fuzzing;

/// <summary>
/// A short round in every test run, always the same; <c>make fuzz</c> makes it long and different each time. What is
/// found becomes a line of findings.txt: the target and the input in base64.
/// </summary>
/// <param name="targets">Each throws when its parser does what it must not.</param>
/// <param name="rounds">How many in a test run.</param>
/// <param name="tokens">As <see cref="Mutator"/> has them.</param>
internal sealed class FuzzRun(IReadOnlyDictionary<string, Action<byte[]>> targets, int rounds, byte[][]? tokens = null)
{
    private static readonly int Seconds =
        int.TryParse(Environment.GetEnvironmentVariable("HUSK_FUZZ_SECONDS"), NumberStyles.None,
            CultureInfo.InvariantCulture, out int seconds) ? seconds : 0;

    private static readonly int Seed = Seconds == 0 ? 1 : Environment.TickCount;

    /// <summary>Good input first, and then what becomes of it.</summary>
    public void Feed(string target, IEnumerable<byte[]> input, bool tar)
    {
        byte[][] good = [.. input];
        foreach (byte[] each in good)
            targets[target](each);
        var time = Stopwatch.StartNew();
        for (int round = 0; Seconds == 0 ? round < rounds : time.Elapsed.TotalSeconds < Seconds; round++)
            Try(target, new Mutator(Seed + round, tokens).Mutate(good[round % good.Length], tar));
    }

    /// <summary>What was found once.</summary>
    public void FeedFindings()
    {
        string[] findings = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "findings.txt"))
            .Where(line => !line.StartsWith('#'))];
        Assert.NotEmpty(findings);
        foreach (string[] finding in findings.Select(line => line.Split(' ')))
            Try(finding[0], Convert.FromBase64String(finding[1]));
    }

    private void Try(string target, byte[] input)
    {
        try
        {
            targets[target](input);
        }
        catch (Exception found)
        {
            Assert.Fail($"{found.GetType()}: {found.Message}\n{found.StackTrace}\nfor findings.txt:\n{target} {Convert.ToBase64String(input)}");
        }
    }
}
