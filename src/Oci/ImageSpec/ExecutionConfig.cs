// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>What a container of the image runs when it is not told otherwise.</summary>
/// <remarks>Source: image-spec config.md, "config"; docker's additions from moby's image specification 1.2.</remarks>
public sealed record ExecutionConfig : IJsonObject<ExecutionConfig>
{
    public ExecutionConfig()
    {
    }

    internal ExecutionConfig(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("User"u8))
                User = json.String();
            else if (json.Is("ExposedPorts"u8))
                ExposedPorts = json.Keys();
            else if (json.Is("Env"u8))
                Env = json.Strings();
            else if (json.Is("Entrypoint"u8))
                Entrypoint = json.Strings();
            else if (json.Is("Cmd"u8))
                Cmd = json.Strings();
            else if (json.Is("Healthcheck"u8))
                Healthcheck = json.Object<Healthcheck>();
            else if (json.Is("ArgsEscaped"u8))
                ArgsEscaped = json.Boolean();
            else if (json.Is("Volumes"u8))
                Volumes = json.Keys();
            else if (json.Is("WorkingDir"u8))
                WorkingDir = json.String();
            else if (json.Is("OnBuild"u8))
                OnBuild = json.Strings();
            else if (json.Is("Labels"u8))
                Labels = json.TextMap();
            else if (json.Is("StopSignal"u8))
                StopSignal = json.String();
            else if (json.Is("Shell"u8))
                Shell = json.Strings();
            else
                json.Skip();
        }
    }

    public string User { get; init; } = "";

    /// <summary><c>80/tcp</c></summary>
    public string[] ExposedPorts { get; init; } = [];

    public string[] Env { get; init; } = [];

    /// <summary>Null where the image says nothing; empty where it takes away what its base had.</summary>
    public string[]? Entrypoint { get; init; }

    /// <inheritdoc cref="Entrypoint"/>
    public string[]? Cmd { get; init; }

    public Healthcheck? Healthcheck { get; init; }

    public bool ArgsEscaped { get; init; }

    /// <summary>Paths that hold data of the container, not of the image.</summary>
    public string[] Volumes { get; init; } = [];

    public string WorkingDir { get; init; } = "";

    public string[]? OnBuild { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public string StopSignal { get; init; } = "";

    public string[]? Shell { get; init; }

    static ExecutionConfig IJsonObject<ExecutionConfig>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<ExecutionConfig>.WriteMembers(Utf8JsonWriter json)
    {
        json.String("User"u8, User);
        json.Keys("ExposedPorts"u8, ExposedPorts);
        json.Strings("Env"u8, Env);
        json.StringsUnlessNull("Entrypoint"u8, Entrypoint);
        json.StringsUnlessNull("Cmd"u8, Cmd);
        json.Object("Healthcheck"u8, Healthcheck);
        json.Boolean("ArgsEscaped"u8, ArgsEscaped);
        json.Keys("Volumes"u8, Volumes);
        json.String("WorkingDir"u8, WorkingDir);
        json.StringsUnlessNull("OnBuild"u8, OnBuild);
        json.Map("Labels"u8, Labels);
        json.String("StopSignal"u8, StopSignal);
        json.StringsUnlessNull("Shell"u8, Shell);
    }
}
