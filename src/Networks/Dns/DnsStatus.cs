// SPDX-License-Identifier: Apache-2.0
namespace Husk.Networks.Dns;

/// <summary>How a query went (RFC 1035, 4.1.1, RCODE).</summary>
internal enum DnsStatus
{
    Good = 0,
    FormatError = 1,
    ServerFailure = 2,
    NameError = 3,
    NotImplemented = 4,
    Refused = 5,
}
