// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Engine.Images;

/// <summary>What a pull came to.</summary>
/// <param name="Name">What was pulled, in full.</param>
/// <param name="Digest">What the name stands for at the registry.</param>
/// <param name="IsNew">Whether the store had something else, or nothing, by that name.</param>
/// <param name="IsOfPlatform">False when the registry has one image for all who ask, and it is for another platform than
/// was asked for.</param>
public sealed record PullOutcome(Reference Name, Digest Digest, bool IsNew, bool IsOfPlatform);
