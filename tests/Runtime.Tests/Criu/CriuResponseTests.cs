// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Runtime.Criu;

namespace Husk.Runtime.Tests.Criu;

/// <summary>Answers as CRIU 4.2.1 has sent them, and what no CRIU would send.</summary>
public sealed class CriuResponseTests
{
    [Fact]
    public void A_version_is_one_number()
    {
        CriuResponse response = Parse("080a10015206080410022001");
        Assert.Equal((CriuType.Version, true, 40201), (response.Type, response.Success, response.Version));
    }

    [Fact]
    public void A_notification_has_a_script_and_a_pid()
    {
        CriuResponse response = Parse("080610012a110a0c706f73742d726573746f726510b960");
        Assert.Equal((CriuType.Notify, "post-restore", 12345), (response.Type, response.Script, response.Pid));
    }

    [Fact]
    public void A_refusal_has_an_error_number_and_words()
    {
        CriuResponse response = Parse("08011000" + "3834" + "4a026e6f");
        Assert.Equal(
            (CriuType.Dump, false, 52, "no"), (response.Type, response.Success, response.Errno, response.Message));
    }

    [Fact]
    public void A_negative_number_is_ten_bytes_long() =>
        Assert.Equal(-1, Parse("0801100138ffffffffffffffffff01").Errno);

    [Fact]
    public void Fields_that_are_not_known_are_passed_over() =>
        Assert.Equal(
            CriuType.Dump, Parse(
                "0801" + "a00601" + "a2060161" + "a50601020304" + "a1060102030405060708" + "1001").Type);

    [Theory]
    [InlineData("08")]
    [InlineData("2a05")]
    [InlineData("2affffffffffffffffff01")]
    [InlineData("0b")]
    [InlineData("08ffffffffffffffffffffff")]
    [InlineData("2a020a09")]
    public void What_ends_too_early_is_refused(string hex) => Assert.Throws<FormatException>(() => Parse(hex));

    [Fact]
    public void No_bytes_do_worse_than_be_refused()
    {
        var random = new Random(4711);
        byte[] bytes = new byte[64];
        for (int i = 0; i < 20000; i++)
        {
            random.NextBytes(bytes);
            byte[] message = bytes[..random.Next(bytes.Length)];
            Exception? failure = Record.Exception(() => CriuResponse.Parse(message));
            Assert.True(failure is null or FormatException, $"{Convert.ToHexString(message)}: {failure}");
        }
    }

    private static CriuResponse Parse(string hex) => CriuResponse.Parse(Convert.FromHexString(hex));
}
