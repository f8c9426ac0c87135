// SPDX-License-Identifier: Apache-2.0
namespace Husk.EndToEnd.Engines;

/// <summary>A directory of the host that a container sees.</summary>
internal sealed record Volume(string Source, string Target, bool ReadOnly = false);
