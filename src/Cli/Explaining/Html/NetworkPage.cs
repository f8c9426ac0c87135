// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining.Html;

/// <summary>The path of a packet, as a page, and as a part of one.</summary>
internal static class NetworkPage
{
    public static string Of(ExplainedNetwork network)
    {
        Markup html = new Markup().Raw($"<h1>Network of {Markup.Of(network.Container)}</h1>");
        Write(html, network);
        return Page.Of($"Network of {network.Container}", html.ToString());
    }

    public static void Write(Markup html, ExplainedNetwork network)
    {
        if (network.Endpoints.Count == 0)
            html.Heading("Network").Raw($"<p>{Markup.Of(NetworkText.Without(network.Mode))}</p>");
        foreach (ExplainedEndpoint endpoint in network.Endpoints)
            html.Heading($"Network {endpoint.Network}").Raw(Drawing.Path(endpoint, network.HostRoutes));
        foreach (ExplainedPort port in network.Ports)
        {
            html.Heading(NetworkText.Way(port))
                .Table(port.Reach.Select(reach => ($"{(reach.Reaches ? "✓" : "✗")} {reach.From}", reach.How)));
        }

        if (network.Rules.Count > 0)
        {
            html.Heading("Rules on the way")
                .Raw($"<ol>{string.Concat(network.Rules.Select(rule => $"<li>{Markup.Of(rule)}</li>"))}</ol>");
        }
        html.Heading("Names").Raw($"<p>Answered by {Markup.Of(network.Resolver)}.</p>");
        if (network.Names.Count > 0)
            html.Table(network.Names.Select(name => (name.Name, $"{name.Address} in {name.Network}")));
    }
}
