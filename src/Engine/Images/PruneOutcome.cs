// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Images;

/// <summary>What a prune did.</summary>
/// <param name="Steps">What went, in order.</param>
/// <param name="Freed">Bytes of blobs and unpacked layers.</param>
public sealed record PruneOutcome(IReadOnlyList<RemovalStep> Steps, long Freed);
