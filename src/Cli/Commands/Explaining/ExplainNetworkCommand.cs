// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Explaining;
using Husk.Cli.Explaining.Html;
using Husk.Engine.Explaining;

namespace Husk.Cli.Commands.Explaining;

internal static class ExplainNetworkCommand
{
    public static readonly Command Row =
        new(["explain network"], "CONTAINER", "Explain the path of a packet to and from a container")
        {
            Count = (1, 1),
            Flags = ExplanationFormat.Flags,
            Run = static call => Task.FromResult(ExplanationFormat.Write(
                call, call.Containers.ExplainNetwork(call.Arguments[0]), ExplanationJson.Default.ExplainedNetwork,
                NetworkText.Of, NetworkPage.Of)),
        };
}
