// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Graph;

/// <summary>Which stage stands on which, and takes from which.</summary>
internal sealed class StageGraph
{
    private readonly IReadOnlyList<Stage> _stages;

    /// <param name="stages">Their FROMs have no variables any more.</param>
    public StageGraph(IReadOnlyList<Stage> stages)
    {
        _stages = stages;
        var isClear = new bool[stages.Count];
        foreach (Stage stage in stages)
            RefuseCycle(stage, [], isClear);
    }

    /// <summary>The stage that is asked for: by name or number; the last when nobody asks.</summary>
    /// <exception cref="BuildException">There is none.</exception>
    public Stage Target(string? name)
    {
        if (name is null)
            return _stages[^1];
        return Find(name) ?? throw new BuildException(
            $"target stage \"{name}\" could not be found{Nearest.Suggestion(name, _stages.Select(stage => stage.Name).OfType<string>())}", null);
    }

    /// <summary>The stage that a stage's FROM names: an earlier one; null for an image.</summary>
    public Stage? Base(Stage stage) =>
        _stages.Take(stage.Index).LastOrDefault(other => other.Name is not null && Same(other.Name, stage.From.Image));

    /// <summary>The stage that a <c>--from</c> means, by name or number; null when it means none.</summary>
    public Stage? Find(string name)
    {
        if (_stages.LastOrDefault(stage => stage.Name is not null && Same(stage.Name, name)) is { } named)
            return named;
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index < _stages.Count
            ? _stages[index]
            : null;
    }

    /// <summary>The stages that a stage's own instructions take files from.</summary>
    public IEnumerable<Stage> Sources(Stage stage) =>
        stage.Instructions.SelectMany(Names).Select(Find).OfType<Stage>().Distinct();

    /// <summary>What an instruction takes files from, by the names it gives.</summary>
    public static IEnumerable<string> Names(Instruction instruction) => instruction switch
    {
        CopyInstruction { From: { } from } => [from],
        RunInstruction run => run.Mounts.Select(mount => mount.From).OfType<string>(),
        _ => [],
    };

    // Each stage once, however many ways lead to it.
    private void RefuseCycle(Stage stage, HashSet<int> above, bool[] isClear)
    {
        if (isClear[stage.Index])
            return;
        if (!above.Add(stage.Index))
        {
            throw new BuildException(
                $"circular dependency detected on stage: {stage.Name ?? $"stage-{stage.Index}"}", stage.From.Source);
        }
        if (Base(stage) is { } below)
            RefuseCycle(below, above, isClear);
        foreach (Stage source in Sources(stage))
            RefuseCycle(source, above, isClear);
        above.Remove(stage.Index);
        isClear[stage.Index] = true;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
