// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Linq;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining.Html;

/// <summary>What a <c>run</c> would do, as a page.</summary>
internal static class RunPage
{
    public static string Of(ExplainedRun run)
    {
        var html = new Markup();
        html.Raw($"<h1>husk run {Markup.Of(run.Image)}</h1>")
            .Raw($"<p class=\"mono\">{Markup.Of(string.Join(' ', run.Command))}</p>")
            .Raw("<p class=\"dim\">What it would do. Nothing of it has been done; open a step for its lines of a shell and its system calls.</p>");
        html.Heading("The root file system").Raw(Drawing.Layers(run.Layers));
        html.Heading("Namespaces").Raw(Drawing.Namespaces(run.Namespaces));
        foreach (ExplainedEndpoint endpoint in run.Endpoints)
            html.Heading($"Network {endpoint.Network}").Raw(Drawing.Path(endpoint, []));
        if (run.Limits.Count > 0)
            html.Heading("Limits").Raw(Drawing.Limits(run.Limits));
        html.Heading("Capabilities")
            .Raw($"<p class=\"mono\">{Markup.Of(string.Join(' ', run.Capabilities.Select(name => name["CAP_".Length..].ToLowerInvariant())))}</p>");
        html.Heading("Step by step")
            .Raw($"<p class=\"mono dim\">$ID is {Markup.Of(run.ContainerId)}<br>$C is {Markup.Of(run.Directory)}</p>");
        for (int i = 0; i < run.Phases.Count; i++)
            Phase(html, i + 1, run.Phases[i], run);
        return Page.Of($"husk run {run.Image}", html.ToString());
    }

    private static void Phase(Markup html, int number, ExplainedPhase phase, ExplainedRun run)
    {
        html.Raw(string.Create(CultureInfo.InvariantCulture,
            $"<details><summary><b>{number}. {Markup.Of(phase.Title)}</b> <span class=\"dim\">{phase.Steps.Count} steps</span></summary>"));
        foreach (ExplainedStep step in phase.Steps)
        {
            html.Raw($"<details><summary>{Text(step.Title, run)}</summary>");
            html.Raw($"<p class=\"dim\">{Text(step.Why, run)}{(step.Actor == "husk" ? "" : $" (in the {Markup.Of(step.Actor)})")}</p>");
            if (step.Later.Length > 0)
                html.Raw($"<p>{Text(step.Later, run)}</p>");
            if (step.Shell.Count > 0)
                html.Raw($"<pre>{string.Join('\n', step.Shell.Select(line => Text(line, run)))}</pre>");
            if (step.Calls.Count > 0)
                html.Raw($"<details><summary class=\"dim\">system calls</summary><pre>{string.Join('\n', step.Calls.Select(line => Text(line, run)))}</pre></details>");
            html.Raw("</details>");
        }

        html.Raw("</details>");
    }

    private static string Text(string text, ExplainedRun run) => Markup.Of(text
        .Replace(run.Directory, "$C", StringComparison.Ordinal)
        .Replace(run.ContainerId, "$ID", StringComparison.Ordinal));
}
