// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.RegularExpressions;

namespace Husk.Runtime.Tests.Seccomp;

/// <summary>System call numbers from the C headers: a witness that is not libseccomp.</summary>
internal static class SyscallNumbers
{
    public const uint X86_64 = 0xC000003E;
    public const uint I386 = 0x40000003;
    public const uint Aarch64 = 0xC00000B7;
    public const uint X32Bit = 0x40000000;

    public static IReadOnlyDictionary<string, uint> OfX86_64 { get; } = Read("unistd_64.h");

    public static IReadOnlyDictionary<string, uint> OfX32 { get; } = Read("unistd_x32.h");

    public static IReadOnlyDictionary<string, uint> OfI386 { get; } = Read("unistd_32.h");

    private static Dictionary<string, uint> Read(string header)
    {
        var numbers = new Dictionary<string, uint>();
        string text = File.ReadAllText("/usr/include/x86_64-linux-gnu/asm/" + header);
        foreach (Match define in Regex.Matches(text, @"#define __NR_(\w+)\s+(\d+|\(__X32_SYSCALL_BIT \+ (\d+)\))"))
        {
            uint number = define.Groups[3].Success
                ? X32Bit + uint.Parse(define.Groups[3].Value, CultureInfo.InvariantCulture)
                : uint.Parse(define.Groups[2].Value, CultureInfo.InvariantCulture);
            numbers[define.Groups[1].Value] = number;
        }

        return numbers;
    }
}
