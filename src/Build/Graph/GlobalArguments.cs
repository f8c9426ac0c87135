// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;
using Husk.Oci.ImageSpec;

namespace Husk.Build.Graph;

/// <summary>
/// The variables that FROMs see: the platforms, and the ARGs before the first FROM. A stage has them when it names
/// them.
/// </summary>
internal sealed class GlobalArguments
{
    /// <summary>Variables that every RUN sees when the build is given them, and that are in no image and no
    /// key.</summary>
    private static readonly string[] Proxies = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy"];

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _given;
    private readonly HashSet<string> _declared = [];

    /// <param name="file">Whose they are.</param>
    /// <param name="given">What the build is given for ARGs.</param>
    /// <param name="stage">The stage that is asked for; null for the last.</param>
    /// <param name="target">What the image is for.</param>
    public GlobalArguments(Dockerfile file, IReadOnlyDictionary<string, string> given, string? stage, Platform target)
    {
        _given = given;
        AddPlatforms(Platform.Host, target, stage ?? file.Stages[^1].Name ?? "default");
        foreach (ArgInstruction instruction in file.GlobalArguments)
        {
            foreach (ArgDefinition definition in instruction.Definitions)
                Define(definition, instruction, file.Escape);
        }
    }

    /// <summary>A variable's value; null when it has none.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>What the build was given for an ARG; null for nothing. Whoever asks has declared it.</summary>
    public string? Given(string name)
    {
        lock (_declared)
            _declared.Add(name);
        return _given.GetValueOrDefault(name);
    }

    /// <summary>What the build was given and no ARG asked for.</summary>
    public IReadOnlyList<string> Unused =>
        [.. _given.Keys.Where(name => !_declared.Contains(name) && !IsProxy(name) && !IsOwn(name))
            .Order(StringComparer.Ordinal)];

    /// <summary>The proxies that a RUN sees, in both spellings: <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> ProxyVariables =>
        [.. from given in _given
            where IsProxy(given.Key)
            orderby given.Key
            from name in (string[])[given.Key.ToUpperInvariant(), given.Key.ToLowerInvariant()]
            select $"{name}={given.Value}"];

    private static bool IsProxy(string name) => Proxies.Contains(name.ToLowerInvariant());

    private bool IsOwn(string name) =>
        BuiltInArguments.Has(name) || _values.ContainsKey(name);

    private void AddPlatforms(Platform build, Platform target, string stage)
    {
        Set("BUILDPLATFORM", build.ToString());
        Set("BUILDOS", build.Os);
        Set("BUILDOSVERSION", build.OsVersion);
        Set("BUILDARCH", build.Architecture);
        Set("BUILDVARIANT", build.Variant);
        Set("TARGETPLATFORM", target.ToString());
        Set("TARGETOS", target.Os);
        Set("TARGETOSVERSION", target.OsVersion);
        Set("TARGETARCH", target.Architecture);
        Set("TARGETVARIANT", target.Variant);
        Set("TARGETSTAGE", stage);
    }

    private void Set(string name, string value) => _values[name] = _given.GetValueOrDefault(name) ?? value;

    private void Define(ArgDefinition definition, ArgInstruction instruction, char escape)
    {
        string? value = Given(definition.Name);
        if (value is null && definition.Default is { } text)
        {
            try
            {
                value = new VariableExpansion(escape, name => this[name]).Expand(text);
            }
            catch (ExpansionException wrong)
            {
                throw new DockerfileException(instruction.Source, wrong.Message, wrong.Word);
            }
        }

        if (value is not null)
            _values[definition.Name] = value;
    }
}
