// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Oci;

namespace Husk.Build.Graph;

/// <summary>The layer that a step came to, now or in an earlier build.</summary>
/// <param name="Chain">The layer with all below it.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Created">When it was made.</param>
/// <param name="IsCached">Whether an earlier build made it.</param>
internal sealed record StepOutcome(Digest Chain, StageLayer Layer, DateTimeOffset Created, bool IsCached);
