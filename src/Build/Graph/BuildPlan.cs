// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>What a Dockerfile comes to with the arguments of one build, before anything is built.</summary>
public sealed class BuildPlan
{
    private readonly Dockerfile _file;
    private readonly HashSet<string> _contexts;

    /// <param name="file">Whose stages they are.</param>
    /// <param name="arguments">What the build is given for ARGs.</param>
    /// <param name="stage">The stage that is asked for; null for the last.</param>
    /// <param name="target">What the image is for.</param>
    /// <param name="contexts">The names that the build gives a meaning of its own.</param>
    /// <exception cref="BuildException">No build can come of it.</exception>
    /// <exception cref="DockerfileException">The same, because of one word.</exception>
    public BuildPlan(Dockerfile file, IReadOnlyDictionary<string, string> arguments, string? stage, Platform target,
        IEnumerable<string> contexts)
    {
        _file = file;
        _contexts = new HashSet<string>(contexts, StringComparer.OrdinalIgnoreCase);
        Arguments = new GlobalArguments(file, arguments, stage, target);
        Stages = [.. file.Stages.Select(WithValues)];
        Graph = new StageGraph(Stages);
        foreach (CopyInstruction copy in Stages.SelectMany(each => each.Instructions).OfType<CopyInstruction>())
            RefuseSource(copy);
    }

    internal GlobalArguments Arguments { get; }

    /// <summary>Their FROMs have no variables any more.</summary>
    internal IReadOnlyList<Stage> Stages { get; }

    internal StageGraph Graph { get; }

    /// <summary>Refuses what only shows when a stage is built: that its FROM names nothing.</summary>
    /// <exception cref="BuildException">One does not.</exception>
    public void RefuseImages()
    {
        foreach (Stage stage in Stages)
        {
            if (Graph.Base(stage) is null && stage.From.Image != "scratch" && !_contexts.Contains(stage.From.Image))
                Named(stage.From.Image, stage.From.Source);
        }
    }

    internal static Reference Named(string text, InstructionSource source)
    {
        try
        {
            return Reference.Parse(text).WithDefaultTag();
        }
        catch (SpecException wrong)
        {
            throw new BuildException($"failed to parse stage name \"{text}\": {wrong.Message}", source, wrong);
        }
    }

    internal static Platform PlatformOf(string text, InstructionSource source)
    {
        try
        {
            return Platform.Parse(text);
        }
        catch (SpecException wrong)
        {
            throw new BuildException($"failed to parse platform {text}: {wrong.Message}", source, wrong);
        }
    }

    private Stage WithValues(Stage stage)
    {
        var expansion = new VariableExpansion(_file.Escape, name => Arguments[name]);
        var from = (FromInstruction)stage.From.Expand(expansion);
        if (from.Image.Length == 0)
            throw new BuildException($"base name ({stage.From.Image}) should not be blank", from.Source);
        if (from.Platform is { Length: 0 } && stage.From.Platform is { Length: > 0 } written)
            throw new BuildException($"empty platform value from expression {written}", from.Source);
        if (from.Platform is not null)
            PlatformOf(from.Platform, from.Source);
        return stage with { From = from };
    }

    // The reference, "COPY --from": a stage, its number, a context or an image, and no variable.
    private void RefuseSource(CopyInstruction copy)
    {
        if (copy.From is not { } from || Graph.Find(from) is not null || _contexts.Contains(from))
            return;
        if (from.Contains('$', StringComparison.Ordinal))
            throw new BuildException("variable expansion is not supported for --from, define a new stage with FROM using ARG from global scope as a workaround", copy.Source);
        if (int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new BuildException($"invalid stage index {from}: there are {Stages.Count}, the first is 0", copy.Source);
    }
}
