// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Engine.Networks;

/// <summary>A network as a list shows it.</summary>
public sealed record NetworkSummary(
    string Id,
    string Name,
    string Driver,
    DateTime Created,
    bool Internal,
    bool Ipv4,
    bool Ipv6,
    bool IsPredefined,
    bool IsUsed,
    IReadOnlyDictionary<string, string> Labels);
