// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Systemd;
using Husk.Oci;
using Husk.Oci.Json;

namespace Husk.Runtime.Cgroups.Systemd;

/// <summary>
/// Annotations <c>org.systemd.property.NAME</c>: any property of the unit, its value as GVariant text. They come last,
/// so they win. A name that ends in <c>Sec</c> is in seconds, where systemd's own end in <c>USec</c>.
/// </summary>
/// <remarks>Source: runc's docs/systemd.md, "Auxiliary properties".</remarks>
internal static class UnitAnnotations
{
    /// <summary>With its dot: in `features` it stands for every name that begins so.</summary>
    public const string Prefix = "org.systemd.property.";

    public static void AddTo(PropertyList list, IReadOnlyDictionary<string, string> annotations)
    {
        foreach ((string key, string text) in annotations)
        {
            if (!key.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            string name = key[Prefix.Length..], field = "$.annotations" + JsonPath.Member(key);
            if (name.Length < 3 || !name.AsSpan().ContainsOnlyLetters())
                throw SpecException.At(field, "a property has a name of three letters or more, and letters alone");
            BusValue value = GVariantText.Parse(text) is { } parsed
                ? parsed
                : throw SpecException.At(
                    field,
                    $"{JsonText.Quoted(text)} is no value in GVariant text, such as 'text', true, uint64 5 or ['a', "
                    + "'b']");
            bool isSeconds = name.EndsWith("Sec", StringComparison.Ordinal)
                && !name.EndsWith("USec", StringComparison.Ordinal);
            if (isSeconds)
                list.Set(name[..^3] + "USec", Microseconds(value, field));
            else
                list.Set(name, value);
        }
    }

    private static ulong Microseconds(BusValue seconds, string field) =>
        seconds.AsNumber() is { } number and >= 0 and < ulong.MaxValue / 1e6
        ? (ulong)(number * 1e6)
        : throw SpecException.At(field, "a property in seconds takes a number that is not negative");

    private static bool ContainsOnlyLetters(this ReadOnlySpan<char> name)
    {
        foreach (char each in name)
        {
            if (!char.IsAsciiLetter(each))
                return false;
        }

        return true;
    }
}
