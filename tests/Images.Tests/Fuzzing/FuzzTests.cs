// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux.Tests;

namespace Husk.Images.Tests.Fuzzing;

/// <summary>
/// A short round in every test run, always the same; <c>make fuzz</c> makes it long and different each time. What is found
/// becomes a line of findings.txt: the target and the input in base64.
/// </summary>
public sealed class FuzzTests
{
    private const int RoundsInATestRun = 300;

    private static readonly int Seconds = Number("HUSK_FUZZ_SECONDS");
    private static readonly int Seed = Seconds == 0 ? 1 : Environment.TickCount;

    [Theory]
    [InlineData("tar")]
    [InlineData("layer")]
    [InlineData("manifest")]
    [InlineData("reference")]
    public void Bad_input_is_refused_in_the_parsers_own_words(string target)
    {
        byte[][] good = [.. Good(target)];
        foreach (byte[] input in good)
            FuzzTargets.All[target](input);

        var time = Stopwatch.StartNew();
        for (int round = 0; Seconds == 0 ? round < RoundsInATestRun : time.Elapsed.TotalSeconds < Seconds; round++)
        {
            byte[] input = new Mutator(Seed + round).Mutate(good[round % good.Length], target is "tar" or "layer");
            Try(target, input);
        }
    }

    [Fact]
    public void What_was_found_once_stays_mended()
    {
        string[] findings = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "findings.txt")).Where(line => !line.StartsWith('#'))];
        Assert.NotEmpty(findings);
        foreach (string[] finding in findings.Select(line => line.Split(' ')))
            Try(finding[0], Convert.FromBase64String(finding[1]));
    }

    private static void Try(string target, byte[] input)
    {
        try
        {
            FuzzTargets.All[target](input);
        }
        catch (Exception found)
        {
            Assert.Fail($"{found.GetType()}: {found.Message}\n{found.StackTrace}\nfor findings.txt:\n{target} {Convert.ToBase64String(input)}");
        }
    }

    private static IEnumerable<byte[]> Good(string target) => target switch
    {
        "tar" or "layer" => Archives(),
        "manifest" => Documents(),
        _ => new[] { "alpine", "localhost:5000/a/b_c/d--e:v1.2", "[::1]:5/x", $"docker.io/library/a:1@sha256:{new string('a', 64)}", "linux/arm64/v8" }.Select(Encoding.UTF8.GetBytes),
    };

    private static IEnumerable<byte[]> Archives()
    {
        using var scratch = new ScratchDirectory();
        Command.Shell($"""
            set -e; cd {scratch.Path}; mkdir -p t/d/e; cd t; echo content > d/f; ln d/f d/h; ln -s ../x d/l; mkfifo p; mknod n c 1 3
            touch d/.wh.gone d/.wh..wh..opq; setfattr -n user.k -v v d/f; printf x > {new string('n', 150)}
            for i in 0 4 8 12 16 20; do printf data | dd of=sparse bs=1 seek=$((i * 65536)) conv=notrunc status=none; done; cd ..
            tar --format=gnu -S -cf 0.tar -C t . ; tar --format=posix --xattrs -S -cf 1.tar -C t . ; tar --format=posix --sparse-version=0.1 -S -cf 2.tar -C t .; tar --format=v7 -cf 3.tar -C t d
            """);
        return [.. Enumerable.Range(0, 4).Select(i => File.ReadAllBytes(scratch[$"{i}.tar"]))];
    }

    private static IEnumerable<byte[]> Documents()
    {
        string descriptor = $$$"""{"mediaType":"m","digest":"sha256:{{{new string('b', 64)}}}","size":3,"platform":{"os":"linux","architecture":"arm"},"annotations":{"a":"b"}}""";
        return new[]
        {
            $$$"""{"schemaVersion":2,"mediaType":"x","config":{{{descriptor}}},"layers":[{{{descriptor}}},{{{descriptor}}}]}""",
            $$$"""{"schemaVersion":2,"manifests":[{{{descriptor}}}],"annotations":{"é":"\u00e9\n"}}""",
            """{"architecture":"amd64","os":"linux","config":{"Env":["A=B"],"Cmd":null,"ExposedPorts":{"80/tcp":{}},"Healthcheck":{"Interval":1}},"rootfs":{"type":"layers","diff_ids":[]},"history":[{"created_by":"x","empty_layer":true}]}""",
        }.Select(Encoding.UTF8.GetBytes);
    }

    private static int Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
}
