// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Build.Copying;
using Husk.Linux.Tests;

namespace Husk.Build.Tests.Copying;

public sealed class FileModeChangeTests
{
    [Theory]
    [InlineData("0644", "0755", "0644")]
    [InlineData("4755", "0600", "4755")]
    [InlineData("u=rwX,go=rX", "0640", "0644")]
    [InlineData("u=rwX,go=rX", "0750", "0755")]
    [InlineData("+x", "0644", "0755")]
    [InlineData("a-w", "0666", "0444")]
    [InlineData("go-rwx", "0777", "0700")]
    [InlineData("g=u", "0740", "0770")]
    [InlineData("o=g-w", "0760", "0764")]
    [InlineData("u+s,g+s,+t", "0755", "7755")]
    [InlineData("=", "7777", "0000")]
    [InlineData("u=rw+x", "0000", "0700")]
    public void A_mode_becomes_what_chmod_makes_of_it(string change, string mode, string changed)
    {
        Assert.Equal(Convert.ToUInt32(changed, 8),
            FileModeChange.Parse(change).Apply(Convert.ToUInt32(mode, 8), isDirectory: false));

        using var scratch = new ScratchDirectory();
        // chmod(1) as a witness, which leaves special bits of files alone only for directories.
        Assert.Equal(changed.TrimStart('0'),
            Command.Shell($"umask 0; cd {scratch.Path}; touch f; chmod {mode} f; chmod {change} f; stat -c %a f").Trim()
            .TrimStart('0'));
    }

    [Fact]
    public void A_large_X_is_for_directories() =>
        Assert.Equal(0x1EDu, FileModeChange.Parse("u=rwX,go=rX").Apply(0x180, isDirectory: true));

    [Theory]
    [InlineData("888", "invalid chmod parameter: '888'. it should be octal string and between 0 and 07777")]
    [InlineData("17777", "invalid chmod parameter: '17777'. it should be octal string and between 0 and 07777")]
    [InlineData("u", "invalid chmod parameter: 'u'. it should be octal, as 0644, or symbolic, as u=rwX,go=rX")]
    [InlineData("u=q", "invalid chmod parameter: 'u=q'. it should be octal, as 0644, or symbolic, as u=rwX,go=rX")]
    [InlineData("", "invalid chmod parameter: ''. it should be octal, as 0644, or symbolic, as u=rwX,go=rX")]
    public void What_is_no_mode_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<CopyException>(() => FileModeChange.Parse(text)).Message);
}
