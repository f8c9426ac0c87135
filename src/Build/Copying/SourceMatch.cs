// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Copying;

/// <summary>What a word of COPY or ADD came to.</summary>
/// <param name="Path">Below the tree, without links; empty for the tree itself.</param>
/// <param name="Name">Its last part as it was written: what a file is called in a directory.</param>
/// <param name="Node">What is copied of it.</param>
internal sealed record SourceMatch(byte[] Path, byte[] Name, SourceNode Node);
