// SPDX-License-Identifier: Apache-2.0
namespace Husk.Networks.Dns;

/// <summary>Types of records (RFC 1035, 3.2.2; RFC 3596; RFC 6891).</summary>
internal static class DnsType
{
    public const int A = 1;
    public const int Ptr = 12;
    public const int Aaaa = 28;
    public const int Opt = 41;
    public const int Any = 255;
}
