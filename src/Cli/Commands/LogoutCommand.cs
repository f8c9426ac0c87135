// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Images;

namespace Husk.Cli.Commands;

internal static class LogoutCommand
{
    public static readonly Command Row = new(["logout"], "[SERVER]", "Log out from a registry")
    {
        Count = (0, 1),
        Description = "Log out from a registry.\nDefaults to Docker Hub if no server is specified.",
        Run = static call =>
        {
            // As docker: said of what is not there, too.
            call.Streams.Out.Write($"Removing login credentials for {ImageEngine.ServerName(call.Argument(0))}\n");
            call.Images.Logout(call.Argument(0));
            return Task.FromResult(0);
        },
    };
}
