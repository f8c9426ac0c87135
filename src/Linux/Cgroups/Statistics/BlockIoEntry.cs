// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Cgroups.Statistics;

/// <summary>A counter of one device.</summary>
/// <param name="Major">The device's number.</param>
/// <param name="Minor">The device's number.</param>
/// <param name="Operation"><c>Read</c>, <c>Write</c>, <c>Sync</c> ...; empty in files that do not tell them
/// apart.</param>
/// <param name="Value">Bytes, requests, nanoseconds or sectors: what the list is of.</param>
public readonly record struct BlockIoEntry(ulong Major, ulong Minor, string Operation, ulong Value);
