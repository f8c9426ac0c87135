// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.EndToEnd.Engines;

/// <summary>What an engine's command line calls the options of a container.</summary>
internal sealed record Spelling(string Memory, string Directory, string? Interactive, Func<Volume, string> Volume);
