// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Linux.Capabilities;

namespace Husk.Linux.Tests.Capabilities;

public class CapabilityTests
{
    [Fact]
    public void Names_and_numbers_are_those_of_the_kernel_header()
    {
        // The independent witness: the header that linux-libc-dev installs.
        var defines = Regex.Matches(
            File.ReadAllText("/usr/include/linux/capability.h"), @"^#define\s+(CAP_[A-Z_]+)\s+(\d+)\s*$",
            RegexOptions.Multiline);
        Assert.True(defines.Count >= 41);

        foreach (Match define in defines)
        {
            int number = int.Parse(define.Groups[2].Value, CultureInfo.InvariantCulture);
            Assert.Equal(define.Groups[1].Value, Capability.NameOf(number));
            Assert.Equal(number, Capability.NumberOf(define.Groups[1].Value));
        }

        Assert.Equal(defines.Count, Capability.Names.Length);
    }

    [Theory]
    [InlineData("CAP_NOPE")]
    [InlineData("cap_chown")]
    [InlineData("CHOWN")]
    [InlineData("")]
    public void A_name_the_kernel_does_not_have_has_no_number(string name) =>
        Assert.Equal(-1, Capability.NumberOf(name));

    [Theory]
    [InlineData(-1)]
    [InlineData(41)]
    public void A_number_out_of_range_has_no_name(int number) => Assert.Null(Capability.NameOf(number));

    [Fact]
    public void A_list_becomes_a_mask_and_says_what_it_did_not_know()
    {
        CapabilitySet set = Capability.Parse(["CAP_KILL", "CAP_NOPE", "CAP_CHOWN", "CAP_KILL", "kill"], 40);

        Assert.Equal(0x21UL, set.Mask);
        Assert.Equal(["CAP_NOPE", "kill"], set.Unknown);
    }

    [Fact]
    public void A_capability_newer_than_the_kernel_is_unknown_to_it()
    {
        // Linux 5.7 ended at CAP_AUDIT_READ (37); CAP_BPF (39) came with 5.8.
        CapabilitySet set = Capability.Parse(["CAP_BPF", "CAP_AUDIT_READ"], 37);

        Assert.Equal(1UL << 37, set.Mask);
        Assert.Equal(["CAP_BPF"], set.Unknown);
    }

    [Fact]
    public void All_is_what_a_fully_privileged_process_has()
    {
        // Root outside of any container has every capability the kernel knows in its bounding set or fewer, never more.
        int last = int.Parse(File.ReadAllText("/proc/sys/kernel/cap_last_cap"), CultureInfo.InvariantCulture);
        string line = File.ReadLines("/proc/self/status")
            .Single(l => l.StartsWith("CapBnd:", StringComparison.Ordinal));
        ulong bounding =
            ulong.Parse(line["CapBnd:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        Assert.Equal(0UL, bounding & ~Capability.All(last));
        Assert.Equal(0x1FFFFFFFFFFUL, Capability.All(40));
        Assert.Equal(1UL, Capability.All(0));
        Assert.Equal(ulong.MaxValue, Capability.All(63));
    }

    [Fact]
    public void A_mask_reads_as_names_lowest_first()
    {
        Assert.Equal(
            ["CAP_CHOWN", "CAP_KILL", "CAP_CHECKPOINT_RESTORE", "CAP_41"], Capability.NamesIn((3UL << 40) | 0x21));
        Assert.Empty(Capability.NamesIn(0));
        Assert.Equal(Capability.Names.ToArray(), Capability.NamesIn(Capability.All(40)));
    }
}
