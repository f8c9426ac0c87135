// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Linux.Seccomp;

namespace Husk.Linux.Tests.Seccomp;

public class SeccompLibraryTests
{
    private const uint X86_64 = 0xC000003E;
    private const uint I386 = 0x40000003;
    private const uint X32 = 0x4000003E;

    private readonly SeccompLibrary _library = SeccompLibrary.Load();

    [Fact]
    public void A_missing_library_is_told_with_its_package()
    {
        var missing = Assert.Throws<DllNotFoundException>(() => SeccompLibrary.Load("libseccomp.so.999"));

        Assert.StartsWith("libseccomp.so.999 is not installed, and ", missing.Message);
        Assert.Contains("linux.seccomp", missing.Message);
        Assert.Contains("libseccomp2", missing.Message);
        Assert.DoesNotContain('\n', missing.Message);
    }

    [Fact]
    public void The_version_is_the_installed_one()
    {
        // The package manager, asked about the file that is loaded.
        using Process dpkg = Process.Start(
            new ProcessStartInfo(
                "dpkg-query", ["-W", "-f", "${Version}\n", "libseccomp2"])
            { RedirectStandardOutput = true })!;

        Assert.StartsWith(_library.Version.ToString(), dpkg.StandardOutput.ReadToEnd());
    }

    [Theory]
    [InlineData("x86_64", X86_64)]
    [InlineData("x86", I386)]
    [InlineData("x32", X32)]
    [InlineData("aarch64", 0xC00000B7)]
    [InlineData("s390x", 0x80000016)]
    [InlineData("riscv64", 0xC00000F3)]
    [InlineData("pdp11", 0)]
    [InlineData("", 0)]
    [InlineData("x86\0_64", 0)]
    public void An_architecture_is_its_audit_number(string name, uint token) =>
        Assert.Equal(token, _library.ResolveArchitecture(name));

    [Fact]
    public void The_native_architecture_is_this_machines() =>
        Assert.Equal(
            System.Runtime.InteropServices.RuntimeInformation.OSArchitecture switch
            {
                System.Runtime.InteropServices.Architecture.X64 => X86_64,
                System.Runtime.InteropServices.Architecture.Arm64 => 0xC00000B7,
                var other => throw new NotSupportedException(other.ToString()),
            },
            _library.NativeArchitecture);

    [Theory]
    [InlineData("64", X86_64, 0u)]
    [InlineData("32", I386, 0u)]
    [InlineData("x32", X32, 0x40000000u)]
    public void Numbers_are_those_of_the_kernels_headers(string header, uint architecture, uint bit)
    {
        string text = File.ReadAllText($"/usr/include/x86_64-linux-gnu/asm/unistd_{header}.h");
        var known = Regex.Matches(text, @"#define __NR_(\w+)\s+(?:\(__X32_SYSCALL_BIT \+ )?(\d+)\)?")
            .Select(define =>
                (Name: define.Groups[1].Value, Number: int.Parse(define.Groups[2].Value, CultureInfo.InvariantCulture)))
            .Where(call => call.Number < 440 && !(architecture == I386 && IsMultiplexed(call.Number)));

        Assert.InRange(known.Count(), 300, 450);
        Assert.All(known, call =>
            Assert.Equal((int)(bit + (uint)call.Number), _library.ResolveSyscall(architecture, call.Name)));
    }

    // Socket and ipc calls have numbers of their own on i386 since 4.3 and 5.1, and socketcall and ipc as well:
    // libseccomp gives them numbers that stand for both.
    private static bool IsMultiplexed(int number) => number is 337 or 345 or (>= 359 and <= 373) or (>= 393 and <= 402);

    [Fact]
    public void A_name_without_a_number_has_none()
    {
        string[] names = ["no_such_call", "", "read\0", new string('x', 1000), "réad"];

        Assert.All(names, name => Assert.Null(_library.ResolveSyscall(name)));
        Assert.All(names, name => Assert.Null(_library.ResolveSyscall(X86_64, name)));
    }

    [Fact]
    public void A_call_of_another_architecture_has_a_number_for_rules_only()
    {
        Assert.InRange(_library.ResolveSyscall("chown32")!.Value, int.MinValue, -2);
        Assert.Null(_library.ResolveSyscall(X86_64, "chown32"));
        Assert.Equal(212, _library.ResolveSyscall(I386, "chown32"));
    }
}
