// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>Where the engine keeps what: docs/engine.md, "On disk".</summary>
/// <param name="Root">What stays: <c>/var/lib/husk</c>.</param>
/// <param name="Run">What goes with the machine: <c>/run/husk</c>.</param>
public sealed record EnginePaths(string Root, string Run)
{
    public const string DefaultRoot = "/var/lib/husk";
    public const string DefaultRun = "/run/husk";

    public string Containers => Root + "/containers";

    /// <summary>The root directory of the runtime.</summary>
    public string Oci => Run + "/oci";

    public string Monitors => Run + "/monitors";

    /// <summary>The files of builds that are under way.</summary>
    public string Builds => Root + "/builds";

    /// <summary>What RUN --mount=type=cache keeps.</summary>
    public string CacheMounts => Root + "/cache-mounts";

    public string Events => Root + "/events.jsonl";

    public ContainerPaths Of(string id) => new($"{Containers}/{id}", $"{Monitors}/{id}.sock", $"{Run}/netns/{id}");
}
