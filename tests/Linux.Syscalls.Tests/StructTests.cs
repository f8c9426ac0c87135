// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Husk.Linux.Syscalls.Tests;

[Collection(nameof(Headers))]
public sealed class StructTests(Headers headers)
{
    // Of the structs that differ per architecture, the headers of another one are not on this machine.
    private static readonly string ElsewhereOnly =
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "_no_other_architecture" : "_x86_64";

    private static readonly Type[] Ours = [.. typeof(Abi).Assembly.GetExportedTypes()
        .Where(type => type.IsValueType && !type.IsNested && !type.Name.EndsWith(ElsewhereOnly))];

    public static TheoryData<Type> Structs => new(Ours);

    [Fact]
    public void There_are_structs_to_compare() => Assert.True(Ours.Length > 40, $"only {Ours.Length} structs found");

    [Theory]
    [MemberData(nameof(Structs))]
    public void A_struct_has_the_layout_of_the_headers(Type type)
    {
        var read = headers.Struct(type.Name);
        Assert.True(read is not null, $"{type.Name}: not in native-tests/abi");
        Assert.Equal(read.Value.Size, SizeOf(type));
        Assert.Equal(
            Layout(type).OrderBy(field => field.Name, StringComparer.Ordinal),
            Layout(type).Select(field => read.Value.Fields.TryGetValue(field.Name, out var there)
                ? (field.Name, there.Offset, there.Size)
                : (field.Name, -1, -1)).OrderBy(field => field.Name, StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, int Offset, int Size)> Layout(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => (field.Name, (int)Marshal.OffsetOf(type, field.Name), SizeOf(field)));

    private static int SizeOf(FieldInfo field) =>
        field.GetCustomAttribute<FixedBufferAttribute>() is { } buffer
            ? buffer.Length * SizeOf(buffer.ElementType)
            : SizeOf(field.FieldType);

    private static int SizeOf(Type type) => type.IsPointer
        ? IntPtr.Size
        : (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
