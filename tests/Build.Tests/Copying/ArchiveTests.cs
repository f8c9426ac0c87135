// SPDX-License-Identifier: Apache-2.0
using Husk.Build.Copying;

namespace Husk.Build.Tests.Copying;

/// <summary>What ADD unpacks; the reference, "Adding local tar archives".</summary>
public sealed class ArchiveTests
{
    private const string Files = "x d 755 0:0\nx/d d 750 3:4\nx/d/f f 640 3:4\nx/d/l l 777 3:4 f";

    [Theory]
    [InlineData("cat")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void A_local_archive_is_unpacked_by_what_it_is(string compressor)
    {
        using var scene = Scene(compressor);

        Assert.Equal(Files, scene.Copy("ADD a.txt /x/"));
    }

    [Fact]
    public void Its_files_may_be_somebody_elses()
    {
        using var scene = Scene("gzip");

        Assert.Equal("x d 755 12:12\nx/d d 750 12:12\nx/d/f f 640 12:12\nx/d/l l 777 12:12 f",
            scene.Copy("ADD --chown=12 a.txt /x"));
    }

    [Theory]
    [InlineData("COPY a.txt /x/")]
    [InlineData("ADD --unpack=false a.txt /x/")]
    public void It_stays_one_file_where_that_is_asked_for(string instruction)
    {
        using var scene = Scene("gzip");

        Assert.Equal("x d 755 0:0\nx/a.txt f 644 0:0", scene.Copy(instruction));
    }

    [Fact]
    public void A_compressed_file_that_is_no_archive_is_a_file()
    {
        using var scene = new CopyScene("cd context; echo text | gzip > text.gz; head -c 2000 /dev/zero | tr '\\0' x > xs; : > empty; printf '\\037\\213broken' > broken");

        Assert.Equal(
            "x d\nx/broken f\nx/empty f\nx/text.gz f\nx/xs f", scene.Copy("ADD text.gz xs empty broken /x/", "%P %y"));
    }

    [Fact]
    public void Nothing_of_an_archive_leads_out_of_the_image()
    {
        using var scene = new CopyScene("ln -s .. context/up; mkdir context/t; cd context/t; ln -s ../../../.. d; tar cf ../1.tar d; rm d; mkdir d; touch d/owned; tar rf ../1.tar d/owned; cd ..; rm -r t up");

        scene.Copy("ADD 1.tar /x/");

        Assert.Contains("owned f", scene.Shown("%f %y"));
    }

    private static CopyScene Scene(string compressor) =>
        new($"mkdir -p t/d; echo f > t/d/f; ln -s f t/d/l; chmod 750 t/d; chmod 640 t/d/f; chown -hR 3:4 t/d; tar -C t -cf - d | {compressor} > context/a.txt; rm -r t");
}
