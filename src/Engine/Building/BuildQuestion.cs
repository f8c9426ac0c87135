// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Building;

/// <summary>What can be asked of a Dockerfile without building it.</summary>
public enum BuildQuestion
{
    /// <summary>What better would not be written so.</summary>
    Check,

    /// <summary>What the target can be given.</summary>
    Outline,

    /// <summary>Which stages there are.</summary>
    Targets,
}
