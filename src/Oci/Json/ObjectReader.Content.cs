// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Oci.Json;

internal ref partial struct ObjectReader
{
    /// <summary>A digest of content.</summary>
    public readonly Digest Digest() => Oci.Digest.TryParse(Text(), out Digest? digest)
        ? digest
        : throw Wrong($"expected a digest such as sha256:HEX, found {JsonText.Quoted(Text())}");

    public Digest[] Digests()
    {
        Digest[] items = [];
        int count = 0;
        for (BeginArray(); NextItem();)
            Append(ref items, ref count, Digest());

        return Exact(items, count);
    }

    /// <summary>A size in bytes.</summary>
    public readonly long Size() => Signed(0, long.MaxValue);

    /// <summary>The names of an object whose values say nothing: Go's way to write a set.</summary>
    public string[] Keys()
    {
        var keys = new List<string>();
        for (Begin(); NextKey(out string key); Skip())
            keys.Add(key);

        return [.. keys];
    }

    /// <summary>A member that must not stand in a document of this kind.</summary>
    public readonly SpecException Unwanted(string why) => Wrong(why);

    /// <inheritdoc cref="Required{T}(T?, string, int)"/>
    public readonly T RequiredObject<T>(T? value, string name, int start)
        where T : class => value ?? throw JsonPlace.Wrong(_utf8, _file, start, $"\"{name}\" is missing");
}
