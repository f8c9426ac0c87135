// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Steps;

/// <summary>A COPY or an ADD, its variables replaced, and the tree that it takes from.</summary>
public sealed record CopyRequest
{
    /// <summary>A <see cref="CopyInstruction"/> or an <see cref="AddInstruction"/>.</summary>
    public required Instruction Instruction { get; init; }

    public required CopyWords Words { get; init; }

    /// <summary>What a relative destination is relative to; absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The directory that paths are sought in, absolute; links do not lead out of it.</summary>
    public required string Tree { get; init; }

    /// <summary>The lines of a .dockerignore: what they name is not there.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether files without --chown keep their owners: those of images do, those of the user's directories
    /// become root's.</summary>
    public bool KeepsOwners { get; init; }

    public bool IsAdd => Instruction is AddInstruction;

    public bool KeepsParents => Instruction is CopyInstruction { KeepsParents: true };
}
