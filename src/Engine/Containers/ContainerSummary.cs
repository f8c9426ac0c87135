// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>
/// A container in a list: what was asked for, and how it is. A list of a thousand shows little of each, so the rest of
/// what was read is looked at when somebody asks for it.
/// </summary>
public sealed class ContainerSummary
{
    private readonly ContainerHead _head;
    private readonly Lazy<Container> _container;
    private readonly Lazy<IReadOnlyList<PublishedPort>> _ports;

    /// <param name="id">Of the container.</param>
    /// <param name="json">Its container.json.</param>
    /// <param name="path">Where that is, for messages.</param>
    /// <param name="state">How it is.</param>
    /// <param name="ports">Of one that runs.</param>
    internal ContainerSummary(string id, byte[] json, string path, ContainerState state,
        Func<Container, IReadOnlyList<PublishedPort>> ports)
    {
        Id = id;
        State = state;
        _head = ContainerHead.Read(json, path);
        _container = new(() => ContainerJson.Read(json, path));
        _ports = new(() => IsActive ? ports(Container) : []);
    }

    /// <summary>64 hexadecimal digits.</summary>
    public string Id { get; }

    public ContainerState State { get; }

    /// <summary>Without the slash that docker puts before it.</summary>
    public string Name => _head.Name;

    public DateTimeOffset Created => _head.Created;

    /// <summary>As the user wrote it.</summary>
    public string Image => _head.Image;

    /// <summary>All that was asked for.</summary>
    /// <exception cref="EngineException">It cannot be read (Corrupt).</exception>
    public Container Container => _container.Value;

    /// <summary>The program and its arguments, as docker puts them on a line: an argument with a space in
    /// quotes.</summary>
    public string Command
    {
        get
        {
            IEnumerable<string> words = (_head.Entrypoint ?? []).Concat(_head.Cmd ?? []);
            return string.Join(' ', words.Select((word, i) => i > 0 && word.Contains(' ') ? $"'{word}'" : word));
        }
    }

    /// <summary>Its ports while it runs: those that are published, with the host's that were chosen, and those it
    /// exposes.</summary>
    public IReadOnlyList<PublishedPort> Ports => _ports.Value;

    /// <summary>Whether it has processes, or is to have some again.</summary>
    public bool IsActive => ContainerEngine.IsActive(State.Status);

    /// <summary>As <c>ps</c> says it: <c>Up 3 seconds (healthy)</c>.</summary>
    public string Status => StatusText.Of(State);
}
