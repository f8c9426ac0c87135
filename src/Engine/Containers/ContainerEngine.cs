// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Engine.Containers.Specs;
using Husk.Engine.Events;
using Husk.Engine.Images;
using Husk.Engine.Networks;
using Husk.Engine.Volumes;
using Husk.Monitor.Protocol;
using Husk.Networks;
using Husk.Runtime.Client;

namespace Husk.Engine.Containers;

/// <summary>
/// What docker's users do with containers: a verb a method, a file each. Every failure that is not a mistake in this
/// program is an <see cref="EngineException"/>.
/// </summary>
/// <remarks>docs/engine.md says who does what in which process.</remarks>
public sealed partial class ContainerEngine
{
    private readonly ContainerStore _store;
    private readonly ImageEngine _images;
    private readonly EnginePaths _paths;
    private readonly Lazy<HostFacts> _host = new(HostFactsReader.Read);
    private readonly VolumeStore _volumes;
    private NetworkStore? _networks;

    /// <param name="paths">Where everything is.</param>
    /// <param name="images">What containers are made of; not disposed here.</param>
    public ContainerEngine(EnginePaths paths, ImageEngine images)
    {
        _paths = paths;
        _images = images;
        _store = new ContainerStore(paths);
        _volumes = new VolumeStore(paths);
        Networks = new ContainerNetworks(
            () => _networks ??= NetworkStore.Open(paths.Root, paths.Run, Notice), NamespaceOf, paths.Events);
    }

    /// <summary>Told of what was asked for and cannot be had on this host; null for nobody.</summary>
    /// <remarks>And, a line each, of what was changed on the host for the containers' networks, and what is in their
    /// way.</remarks>
    public Action<string>? Warn { get; init; }

    /// <summary>Carries out a template of the user's on fields: the tag of a log. Null where there is none to do
    /// it.</summary>
    public Func<string, JsonObject, string>? Template { get; init; }

    private ContainerNetworks Networks { get; }

    /// <summary>The container of an ID, a name, or the beginning of an ID.</summary>
    /// <exception cref="EngineException">There is none (NotFound), or several (InvalidArgument).</exception>
    public Container Find(string nameOrId) => Guard(() => _store.Read(_store.Resolve(nameOrId)));

    /// <summary>The same; null when there is none.</summary>
    public Container? TryFind(string nameOrId) =>
        Guard(() => _store.TryResolve(nameOrId) is { } id ? _store.TryRead(id) : null);

    /// <summary>The places of a container.</summary>
    public ContainerPaths PathsOf(Container container) => _paths.Of(container.Id);

    /// <summary>The runtime that a container was made for.</summary>
    internal RuntimeClient RuntimeOf(Container container) =>
        new(Programs.Runtime(container.HostConfig.Runtime), [], _paths.Oci);

    /// <summary>Writes down that something happened to a container.</summary>
    internal void Tell(Container container, string action, params ReadOnlySpan<(string Name, string Value)> more)
    {
        // In the order of their names; labels are called what their users like, and give way.
        var attributes = new SortedList<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in container.Config.Labels)
            attributes[name] = value;
        attributes["image"] = container.Config.Image;
        attributes["name"] = container.Name;
        foreach ((string name, string value) in more)
            attributes[name] = value;
        EventLog.Append(_paths.Events, "container", action, container.Id, container.Config.Image, attributes);
    }

    private void Notice(string line) => Warn?.Invoke(line);

    /// <summary>The network namespace of a container that runs, for one that shares it.</summary>
    private string NamespaceOf(string nameOrId)
    {
        string id = _store.Resolve(nameOrId);
        ContainerState state = _store.ReadState(id);
        return state.Pid > 0 ? $"/proc/{state.Pid}/ns/net" : throw new EngineException(
            EngineFault.Conflict,
            $"cannot join network namespace of a non running container: container {nameOrId} is {StatusText.Word(state.Status)}");
    }

    private static T Guard<T>(Func<T> verb) => EngineException.Guard(verb);

    private static void Guard(Action verb) => EngineException.Guard(() =>
    {
        verb();
        return true;
    });

    private static Task<T> Guard<T>(Func<Task<T>> verb) => EngineException.Guard(verb);
}
