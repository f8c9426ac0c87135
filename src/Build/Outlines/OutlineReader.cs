// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Build.Graph;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Outlines;

/// <summary>Reads what a target can be given; nothing is built, and no image is looked at.</summary>
public sealed class OutlineReader
{
    private readonly Dockerfile _file;
    private readonly GlobalArguments _globals;
    private readonly StageGraph _graph;
    private readonly Dictionary<string, (OutlineArgument Argument, IReadOnlySet<string> Needs)> _defined =
        new(StringComparer.Ordinal);
    private readonly Dictionary<int, StageOutline> _stages = [];
    private readonly List<OutlineArgument> _arguments = [];
    private readonly List<OutlineSecret> _secrets = [];
    private readonly List<OutlineSecret> _agents = [];

    private OutlineReader(
        Dockerfile file, IReadOnlyDictionary<string, string> arguments, string? target, Platform platform)
    {
        _file = file;
        _globals = new GlobalArguments(file, arguments, target, platform);
        _graph = new StageGraph([.. file.Stages.Select(stage => stage with
        {
            From = (FromInstruction)stage.From.Expand(Expansion()),
        })]);
        foreach (ArgInstruction arg in file.GlobalArguments)
        {
            foreach (ArgDefinition definition in arg.Definitions)
            {
                VariableExpansion needs = Expansion();
                if (_globals.Given(definition.Name) is null && definition.Default is { } text)
                    needs.Expand(text);
                _defined[definition.Name] = (
                    new OutlineArgument(definition.Name, _globals[definition.Name] ?? "",
                        arg.Source.DescriptionOf(definition.Name), arg.Range),
                    needs.Used);
            }
        }
    }

    /// <param name="file">The Dockerfile.</param>
    /// <param name="arguments">What the build is given for ARGs.</param>
    /// <param name="target">The stage; null for the last.</param>
    /// <param name="platform">What the image is for.</param>
    /// <exception cref="DockerfileException">A word of the file cannot be read.</exception>
    /// <exception cref="BuildException">There is no such stage, or stages that need each other.</exception>
    public static BuildOutline Read(
        Dockerfile file, IReadOnlyDictionary<string, string> arguments, string? target, Platform platform)
    {
        var reader = new OutlineReader(file, arguments, target, platform);
        Stage stage = reader._graph.Target(target);
        reader.Add(stage, []);
        return new BuildOutline(
            stage.Name ?? "",
            stage.From.Source.DescriptionOf(stage.Name),
            [.. reader._arguments.DistinctBy(argument => argument.Name).OrderBy(argument => argument.Range.Start.Line)],
            Ordered(reader._secrets),
            Ordered(reader._agents));
    }

    // The stage first, then what it stands on and takes from: of one name, whoever is nearer to the target says what it
    // is.
    private void Add(Stage stage, HashSet<int> seen)
    {
        if (!seen.Add(stage.Index))
            return;
        StageOutline outline = Outline(stage);
        HashSet<string> used = [.. outline.Used];
        VariableExpansion from = Expansion();
        _file.Stages[stage.Index].From.Expand(from);
        foreach (string name in from.Used)
            Use(name, used);
        foreach (string name in outline.Used)
            Use(name, used);
        foreach (string name in used)
        {
            if (outline.Arguments.TryGetValue(name, out OutlineArgument? own))
            {
                _arguments.Add(own);
            }
            else if (_defined.TryGetValue(name, out (OutlineArgument Argument, IReadOnlySet<string> Needs) global)
                && !IsOfBase(stage, name))
            {
                _arguments.Add(global.Argument);
            }
        }

        _secrets.AddRange(outline.Secrets);
        _agents.AddRange(outline.Agents);
        if (_graph.Base(stage) is { } below)
            Add(below, seen);
        foreach (Stage source in _graph.Sources(stage))
            Add(source, seen);
    }

    private StageOutline Outline(Stage stage)
    {
        if (_stages.TryGetValue(stage.Index, out StageOutline? known))
            return known;
        var outline = new StageOutline(_file, _globals, _graph.Base(stage) is { } below ? Outline(below) : null);
        outline.Read(stage);
        return _stages[stage.Index] = outline;
    }

    // Names that a default is made of are asked for with it.
    private void Use(string name, HashSet<string> used)
    {
        if (!_defined.TryGetValue(name, out (OutlineArgument Argument, IReadOnlySet<string> Needs) global))
            return;
        used.Add(name);
        foreach (string needed in global.Needs.Where(needed => !used.Contains(needed)))
            Use(needed, used);
    }

    private bool IsOfBase(Stage stage, string name) =>
        _graph.Base(stage) is { } below && (Outline(below).Arguments.ContainsKey(name) || IsOfBase(below, name));

    private VariableExpansion Expansion() => new(_file.Escape, name => _globals[name]);

    private static OutlineSecret[] Ordered(IEnumerable<OutlineSecret> secrets) =>
        [.. secrets.OrderBy(secret => secret.Range.Start.Line).GroupBy(secret => secret.Name)
            .Select(same => same.First() with
        {
            IsRequired = same.Any(each => each.IsRequired),
        })];
}
