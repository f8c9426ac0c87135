// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Steps;

/// <summary>Something that a step's container has mounted.</summary>
/// <param name="Target">Where, absolute and clean.</param>
public abstract record StepMount(string Target)
{
    /// <summary>Whether it cannot be written.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>A part of a snapshot that only this step sees: what it writes there goes with the step.</summary>
    /// <param name="Target">As above.</param>
    /// <param name="Files">Not mounted yet.</param>
    /// <param name="Source">A path in it; links do not lead out of it.</param>
    public sealed record Snapshot(string Target, Images.Snapshots.Snapshot Files, string Source) : StepMount(Target);

    /// <summary>A directory of the host.</summary>
    /// <param name="Target">As above.</param>
    /// <param name="Path">The directory, absolute.</param>
    /// <param name="Source">A path in it; links do not lead out of it.</param>
    public sealed record Directory(string Target, string Path, string Source) : StepMount(Target);

    /// <summary>A socket by which programs reach an ssh agent of the host.</summary>
    /// <param name="Target">As above.</param>
    /// <param name="Path">The agent's own socket.</param>
    /// <param name="Mode">Of the socket that the step sees.</param>
    /// <param name="Uid">Whose that is.</param>
    /// <param name="Gid">The same.</param>
    public sealed record Agent(string Target, string Path, uint Mode, uint Uid, uint Gid) : StepMount(Target);

    /// <summary>An empty file system in memory.</summary>
    /// <param name="Target">As above.</param>
    /// <param name="Size">Bytes; null for the kernel's limit.</param>
    public sealed record Memory(string Target, long? Size) : StepMount(Target);

    /// <summary>A file that is on no disk.</summary>
    public sealed record Secret(string Target, byte[] Content, uint Mode, uint Uid, uint Gid) : StepMount(Target);
}
