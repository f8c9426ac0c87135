// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Images.Compression;
using Husk.Images.Layers;
using Husk.Linux.Tests;
using Husk.Oci;

namespace Husk.Images.Tests.Compression;

public sealed class CompressionTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();
    private readonly byte[] _plain = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * i >> (i % 7)))];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("cat")]
    [InlineData("gzip -1")]
    [InlineData("zstd -q")]
    [InlineData("zstd -q -19 --long=27")]
    [InlineData("bzip2")]
    public void A_stream_is_decompressed_by_what_it_is(string program)
    {
        using LayerTar plain = Compressed($"{program} < plain > packed");

        Assert.Equal(Digest.Of(_plain), plain.Finish());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd -q")]
    [InlineData("bzip2")]
    public void Members_after_each_other_are_one_stream(string program)
    {
        using LayerTar plain =
            Compressed($"head -c 1000000 plain | {program} > packed; tail -c +1000001 plain | {program} >> packed");

        Assert.Equal(Digest.Of(_plain), plain.Finish());
    }

    [Fact]
    public void A_zstd_stream_may_begin_with_a_frame_to_skip()
    {
        using LayerTar plain =
            Compressed("printf '\\120\\052\\115\\030\\003\\000\\000\\000abc' > packed; zstd -q < plain >> packed");

        Assert.Equal(Digest.Of(_plain), plain.Finish());
    }

    [Theory]
    [InlineData("zstd -q < plain | head -c 1000 > packed")]
    [InlineData("zstd -q < plain > packed; printf 'XXXX' | dd of=packed bs=1 seek=5000 conv=notrunc status=none")]
    [InlineData("gzip < plain > packed; printf 'XXXX' | dd of=packed bs=1 seek=5000 conv=notrunc status=none")]
    [InlineData("bzip2 < plain > packed; printf 'XXXX' | dd of=packed bs=1 seek=5000 conv=notrunc status=none")]
    public void A_damaged_stream_is_noticed(string script)
    {
        using LayerTar plain = Compressed(script);

        Assert.Equal(ImageFault.Corrupt, Assert.Throws<ImageException>(() => { plain.Finish(); }).Fault);
    }

    [Fact]
    public void What_is_compressed_with_zstd_is_read_by_zstd()
    {
        using (FileStream packed = File.Create(_scratch["packed"]))
        {
            using (var zstd = new ZstdCompressionStream(packed))
            {
                zstd.Write(_plain);
            }
        }

        Assert.Equal(Digest.Of(_plain).Hex,
            Command.Shell($"zstd -dc < {_scratch["packed"]} | sha256sum | cut -d' ' -f1").Trim());
    }

    private LayerTar Compressed(string script)
    {
        File.WriteAllBytes(_scratch["plain"], _plain);
        Command.Shell($"cd {_scratch.Path}; {script}");
        return new LayerTar(File.OpenRead(_scratch["packed"]), LayerLimits.Default);
    }
}
