// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.Explaining.Html;

/// <summary>The frame of a page: one file, nothing to load, light and dark, narrow and wide.</summary>
internal static class Page
{
    /// <param name="title">Of the page; plain text.</param>
    /// <param name="body">Markup.</param>
    public static string Of(string title, string body) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <link rel="icon" href="data:,">
        <title>{{Markup.Of(title)}}</title>
        <style>
        :root { color-scheme: light dark; --ink: #1b1f24; --dim: #57606a; --paper: #ffffff; --card: #f3f5f8; --line: #c5ccd6; --a: #0b5cad; --fill: #cfe3fb; --fill2: #d9f0dc; --warn: #fbe3c0; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e7ebf0; --dim: #a3adba; --paper: #14171c; --card: #1f242c; --line: #3d4653; --a: #7db7ff; --fill: #1d3a5c; --fill2: #1e4427; --warn: #57401a; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 68rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; margin: .2rem 0 .6rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .6rem; border-bottom: 1px solid var(--line); }
        p { margin: .3rem 0; } .dim { color: var(--dim); }
        code, pre, .mono { font: .85rem/1.45 ui-monospace, monospace; }
        pre { margin: .3rem 0; padding: .5rem .7rem; background: var(--card); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        details { margin: .25rem 0; padding: .3rem .6rem; border: 1px solid var(--line); border-radius: .4rem; }
        details details { border-style: dotted; } summary { cursor: pointer; } summary:hover { color: var(--a); }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .92rem; }
        th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line); } th { font-weight: 600; min-width: 7rem; max-width: 22rem; }
        svg { display: block; width: 100%; height: auto; max-width: 28rem; } svg text { fill: var(--ink); font: 14px system-ui, sans-serif; } svg text.small { fill: var(--dim); font-size: 12px; }
        svg rect.own { fill: var(--fill); stroke: var(--a); } svg rect.shared { fill: var(--card); stroke: var(--line); } svg rect.top { fill: var(--fill2); stroke: var(--a); } svg rect.bar { fill: var(--a); } svg rect.full { fill: var(--card); stroke: var(--line); } svg path { stroke: var(--a); stroke-width: 2; fill: none; }
        </style>
        </head>
        <body>
        {{body}}
        </body>
        </html>

        """;
}
