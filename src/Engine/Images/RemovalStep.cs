// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Images;

/// <summary>One thing that went when an image was removed.</summary>
/// <param name="Deleted">Whether content went, rather than a name.</param>
/// <param name="What">The name, or the digest.</param>
public readonly record struct RemovalStep(bool Deleted, string What)
{
    /// <summary>As docker prints it.</summary>
    public override string ToString() => (Deleted ? "Deleted: " : "Untagged: ") + What;
}
