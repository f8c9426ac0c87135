// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux.Tests;

namespace Husk.Images.Tests.Fuzzing;

/// <summary>As <see cref="FuzzRun"/> says.</summary>
public sealed class FuzzTests
{
    private static readonly FuzzRun Run = new(FuzzTargets.All, rounds: 300);

    [Theory]
    [InlineData("tar")]
    [InlineData("layer")]
    [InlineData("manifest")]
    [InlineData("reference")]
    public void Bad_input_is_refused_in_the_parsers_own_words(string target) =>
        Run.Feed(target, Good(target), tar: target is "tar" or "layer");

    [Fact]
    public void What_was_found_once_stays_mended() => Run.FeedFindings();

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
}
