// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Build.Syntax;

namespace Husk.Build.Graph;

/// <summary>A build that cannot go on: what failed on one line, and the instruction to show beside it.</summary>
public sealed class BuildException : Exception
{
    public BuildException(string message, InstructionSource? source, Exception? cause = null)
        : base(message, cause) => Instruction = source;

    /// <summary>Null where no instruction is to blame.</summary>
    public InstructionSource? Instruction { get; }
}
