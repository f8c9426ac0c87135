// SPDX-License-Identifier: Apache-2.0
using System.Text;
using System.Text.Json;

namespace Husk.Oci.Json;

internal ref partial struct ObjectReader
{
    public readonly int Int32() => (int)Signed(int.MinValue, int.MaxValue);

    public readonly long Int64() => Signed(long.MinValue, long.MaxValue);

    public readonly ushort UInt16() => (ushort)Unsigned(ushort.MaxValue);

    public readonly uint UInt32() => (uint)Unsigned(uint.MaxValue);

    public readonly ulong UInt64() => Unsigned(ulong.MaxValue);

    private readonly long Signed(long least, long most) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out long value) && value >= least && value <= most
            ? value
            : throw ExpectedNumber($"{least} to {most}");

    private readonly ulong Unsigned(ulong most) =>
        _json.TokenType == JsonTokenType.Number && _json.TryGetUInt64(out ulong value) && value <= most
            ? value
            : throw ExpectedNumber($"0 to {most}");

    // 1.0 and 1e3 are refused, as by Go's readers: a config that only some runtimes take is no config.
    private readonly SpecException ExpectedNumber(string range) => _json.TokenType == JsonTokenType.Number
        ? Wrong($"expected an integer from {range}, found {Encoding.ASCII.GetString(_json.ValueSpan)}")
        : Expected("a number");
}
