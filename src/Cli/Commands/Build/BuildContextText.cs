// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Building;
using Husk.Engine.Images;

namespace Husk.Cli.Commands.Build;

/// <summary>A build context that is no directory: standard input, an archive at an address, a git repository.</summary>
internal static class BuildContextText
{
    public static bool IsAddress(string context) =>
        context.StartsWith("http://", StringComparison.Ordinal) || context.StartsWith("https://", StringComparison.Ordinal) || RemoteContext.IsGit(context);

    /// <summary>The directory inside a repository: <c>#REF:DIRECTORY</c>.</summary>
    public static string Subdirectory(string context) =>
        RemoteContext.IsGit(context) && context.IndexOf('#') is > 0 and var hash && context.IndexOf(':', hash) is > 0 and var colon
            ? context[(colon + 1)..]
            : "";

    /// <summary>Brings it into a directory.</summary>
    /// <returns>The Dockerfile, when that is all there is; else null.</returns>
    public static async Task<byte[]?> Fetch(Invocation call, string context, string directory)
    {
        if (context == "-")
        {
            using Stream input = Streams.In();
            return RemoteContext.Unpack(input, directory);
        }

        if (RemoteContext.IsGit(context))
        {
            await RemoteContext.Clone(context, directory, call.Cancel).ConfigureAwait(false);
            return null;
        }

        using Stream archive = await ImageEngine.Fetch(context, call.Cancel).ConfigureAwait(false);
        return RemoteContext.Unpack(archive, directory);
    }
}
