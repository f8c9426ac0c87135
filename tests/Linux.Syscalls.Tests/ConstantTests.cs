// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Husk.Linux.Syscalls.Tests;

[Collection(nameof(Headers))]
public sealed partial class ConstantTests(Headers headers)
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_constant_has_the_value_of_the_headers()
    {
        var ours = Constants();
        Assert.True(ours.Count > 900, $"only {ours.Count} constants found");
        Assert.Empty(ours.Select(constant => Disagreement(constant.Key, constant.Value)).OfType<string>());
    }

    [Fact]
    public void Every_syscall_number_is_that_of_the_running_architecture()
    {
        var ours = Numbers();
        Assert.True(ours.Count > 150, $"only {ours.Count} calls found");
        Assert.Empty(ours.Select(call => Disagreement("__NR_" + call.Key, call.Value)).OfType<string>());
    }

    [Fact]
    public void Every_aarch64_number_is_that_of_the_generic_table()
    {
        string table = File.ReadAllText(Path.Combine(Headers.Root, "src", "Linux.Syscalls", "asm", "unistd.cs"));
        var numbers = PerArchitecture().Matches(table);
        Assert.Equal(Numbers().Keys.Order(), numbers.Select(match => match.Groups["name"].Value).Order());
        var wrong = from match in numbers
                    let name = match.Groups["name"].Value
                    let written = int.Parse(match.Groups["aarch64"].Value)
                    let read = headers.Constant("asm-generic __NR_" + name)
                        ?? NewerConstants.ByName["__NR_" + name].Value
                    where written != read
                    select $"{name}: {written} here, {read} in asm-generic/unistd.h";
        Assert.Empty(wrong);
    }

    // arch/arm64/include/uapi/asm/fcntl.h, which x86_64 distributions do not carry.
    [Theory]
    [InlineData("O_DIRECTORY", 0x4000)]
    [InlineData("O_NOFOLLOW", 0x8000)]
    [InlineData("O_DIRECT", 0x10000)]
    [InlineData("O_LARGEFILE", 0x20000)]
    public void The_open_flags_of_aarch64_are_those_of_its_header(string name, int value)
    {
        string table = File.ReadAllText(Path.Combine(Headers.Root, "src", "Linux.Syscalls", "asm", "fcntl.cs"));
        Match match = PerArchitecture().Matches(table).Single(match => match.Groups["name"].Value == name);
        Assert.Equal(value, Convert.ToInt32(match.Groups["aarch64"].Value, 16));
    }

    [Fact]
    public void Every_row_of_the_C_program_is_in_the_assembly()
    {
        var ours = Constants().Keys
            .Concat(Numbers().Keys.SelectMany(name => new[] { "__NR_" + name, "asm-generic __NR_" + name }))
            .Concat(typeof(Abi).Assembly.GetExportedTypes().Where(type => type.IsValueType).Select(type => type.Name));
        Assert.Empty(headers.Names.Except(ours));
    }

    [Fact]
    public void Nothing_newer_than_the_headers_is_listed_that_is_gone()
    {
        var ours = Constants().Keys.Concat(Numbers().Keys.Select(name => "__NR_" + name));
        Assert.Empty(NewerConstants.ByName.Keys.Except(ours));
    }

    [Fact]
    public void No_type_has_a_static_constructor_that_could_run_in_a_cloned_child() =>
        Assert.DoesNotContain(typeof(Abi).Assembly.GetTypes(), type => type.TypeInitializer is not null);

    private string? Disagreement(string name, Int128 ours)
    {
        Int128? read = headers.Constant(name);
        bool listed = NewerConstants.ByName.TryGetValue(name, out var newer);
        if (read is null && !listed)
            return $"{name}: not in native-tests/abi";
        if (read is not null && read != ours)
            return $"{name}: {ours} here, {read} in the headers";
        return listed && newer.Value != ours
            ? $"{name}: {ours} here, {newer.Value} in {newer.Header} since {newer.Since}"
            : null;
    }

    private static Dictionary<string, Int128> Constants() =>
        typeof(Abi).GetFields(Public).Select(field => (field.Name, Value: field.GetRawConstantValue()!))
            .Concat(typeof(Abi).GetProperties(Public)
                .Select(property => (property.Name, Value: property.GetValue(null)!)))
            .ToDictionary(constant => constant.Name, constant => Int128.Parse(constant.Value.ToString()!));

    private static Dictionary<string, Int128> Numbers() =>
        typeof(SYS).GetProperties(Public).ToDictionary(call => call.Name, call => (Int128)(int)call.GetValue(null)!);

    [GeneratedRegex(@"static int (?<name>\w+) => X64 \? \w+ : (?<aarch64>\w+);")]
    private static partial Regex PerArchitecture();
}
