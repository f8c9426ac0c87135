// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Build.Graph;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

/// <summary><c>--change</c> of `commit` and `import`.</summary>
public static class ConfigChange
{
    /// <summary>A configuration with the changes.</summary>
    /// <param name="config">What there is.</param>
    /// <param name="lines">Instructions of a Dockerfile.</param>
    /// <exception cref="EngineException">One is none, or changes files (InvalidArgument).</exception>
    public static ExecutionConfig Apply(ExecutionConfig config, IReadOnlyList<string> lines)
    {
        try
        {
            return ConfigurationChange.Apply(config, lines);
        }
        catch (FormatException wrong)
        {
            throw new EngineException(EngineFault.InvalidArgument, wrong.Message);
        }
    }
}
