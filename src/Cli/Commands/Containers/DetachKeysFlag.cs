// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Monitor.Protocol;

namespace Husk.Cli.Commands.Containers;

/// <summary><c>--detach-keys</c>, looked at before anything is started.</summary>
internal static class DetachKeysFlag
{
    /// <summary>What was given, or else what docker's config.json says; empty for the default.</summary>
    /// <exception cref="EngineException">These are no keys.</exception>
    public static string Of(Invocation call)
    {
        string keys = call.Flags.String("detach-keys") is { Length: > 0 } given
            ? given
            : call.Images.Setting("detachKeys") ?? "";
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
