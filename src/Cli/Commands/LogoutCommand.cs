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
            string name = ImageEngine.ServerName(call.Argument(0));
            call.Streams.Out.Write(call.Images.Logout(call.Argument(0)) ? $"Removing login credentials for {name}\n" : $"Not logged in to {name}\n");
            return Task.FromResult(0);
        },
    };
}
