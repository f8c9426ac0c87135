// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Monitor.Protocol;

namespace Husk.Cli.Commands.Containers;

/// <summary><c>--detach-keys</c>, looked at before anything is started.</summary>
internal static class DetachKeysFlag
{
    /// <summary>What was given; empty for the default.</summary>
    /// <exception cref="EngineException">These are no keys.</exception>
    public static string Of(FlagValues flags)
    {
        string keys = flags.String("detach-keys") ?? "";
        try
        {
            DetachKeys.Parse(keys);
            return keys;
        }
        catch (FormatException e)
        {
            throw new EngineException(EngineFault.InvalidArgument, e.Message);
        }
    }
}
