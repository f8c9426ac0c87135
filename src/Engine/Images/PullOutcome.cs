// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Engine.Images;

/// <summary>What a pull came to.</summary>
/// <param name="Name">What was pulled, in full.</param>
/// <param name="Digest">What the name stands for at the registry.</param>
/// <param name="IsNew">Whether the store had something else, or nothing, by that name.</param>
public sealed record PullOutcome(Reference Name, Digest Digest, bool IsNew);
