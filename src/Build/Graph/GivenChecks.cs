// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Build.Syntax.Checks;

namespace Husk.Build.Graph;

/// <summary>What a build says of the checks, which counts instead of what its file says.</summary>
public static class GivenChecks
{
    /// <summary>Null when the build says nothing.</summary>
    /// <exception cref="BuildException">What it says makes no sense.</exception>
    public static CheckOptions? In(IReadOnlyDictionary<string, string> arguments)
    {
        if (arguments.GetValueOrDefault(BuiltInArguments.Checks) is not { } given)
            return null;
        try
        {
            return CheckOptions.Parse(given);
        }
        catch (FormatException wrong)
        {
            throw new BuildException($"failed to parse {BuiltInArguments.Checks}: {wrong.Message}", null, wrong);
        }
    }
}
