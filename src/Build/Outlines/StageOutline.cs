// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Build.Graph;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Outlines;

/// <summary>What the instructions of one stage ask for, with the variables that each sees.</summary>
internal sealed class StageOutline
{
    private readonly Dockerfile _file;
    private readonly GlobalArguments _globals;
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <param name="file">Whose stage it is.</param>
    /// <param name="globals">What FROMs see.</param>
    /// <param name="below">The stage that it stands on, which it takes over from; null for an image.</param>
    public StageOutline(Dockerfile file, GlobalArguments globals, StageOutline? below)
    {
        (_file, _globals) = (file, globals);
        foreach ((string name, string value) in below?._environment ?? [])
            _environment[name] = value;
        foreach ((string name, string value) in below?._values ?? [])
            _values[name] = value;
        Used.UnionWith(below?.Used ?? []);
    }

    /// <summary>By name, its ARGs that do not only name one from before the first FROM.</summary>
    public Dictionary<string, OutlineArgument> Arguments { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of all its ARGs.</summary>
    public HashSet<string> Used { get; } = [];

    public List<OutlineSecret> Secrets { get; } = [];

    public List<OutlineSecret> Agents { get; } = [];

    /// <exception cref="DockerfileException">A word cannot be read.</exception>
    public void Read(Stage stage)
    {
        foreach (Instruction written in stage.Instructions)
        {
            if (written is ArgInstruction arg)
            {
                foreach (ArgDefinition definition in arg.Definitions)
                    Define(arg, definition);
                continue;
            }

            switch (written.Expand(Expansion()))
            {
                case EnvInstruction env:
                    foreach (Assignment variable in env.Variables)
                        _environment[variable.Name] = variable.Value;
                    break;
                case RunInstruction run:
                    foreach (RunMount mount in run.Mounts.Select(flag => flag.Mount!))
                        Add(run, mount);
                    break;
            }
        }
    }

    private void Define(ArgInstruction arg, ArgDefinition definition)
    {
        string? given = _globals.Given(definition.Name);
        string? own = given ?? (definition.Default is null ? null : ((ArgInstruction)(arg with
        {
            Definitions = [definition],
        }).Expand(Expansion())).Definitions[0].Default);
        string? value = own ?? _globals[definition.Name];
        if (value is not null)
            _values[definition.Name] = value;
        // One that is only taken over is told of where it is defined.
        if (own is not null || _globals[definition.Name] is null)
        {
            Arguments[definition.Name] =
                new OutlineArgument(definition.Name, value ?? "", arg.Source.DescriptionOf(definition.Name), arg.Range);
        }
        Used.Add(definition.Name);
    }

    private void Add(RunInstruction run, RunMount mount)
    {
        if (mount.Type == RunMountType.Secret)
            Secrets.Add(new OutlineSecret(mount.Id ?? Path.GetFileName(mount.Target!), mount.IsRequired, run.Range));
        else if (mount.Type == RunMountType.Ssh)
            Agents.Add(new OutlineSecret(mount.Id ?? "default", mount.IsRequired, run.Range));
    }

    private VariableExpansion Expansion() =>
        new(_file.Escape, name => _environment.GetValueOrDefault(name) ?? _values.GetValueOrDefault(name));
}
