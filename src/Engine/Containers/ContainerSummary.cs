// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

/// <summary>A container in a list: what was asked for, and how it is.</summary>
public sealed record ContainerSummary(Container Container, ContainerState State)
{
    /// <summary>The program and its arguments, as docker puts them on a line: an argument with a space in
    /// quotes.</summary>
    public string Command
    {
        get
        {
            IEnumerable<string> words = (Container.Config.Entrypoint ?? []).Concat(Container.Config.Cmd ?? []);
            return string.Join(' ', words.Select((word, i) => i > 0 && word.Contains(' ') ? $"'{word}'" : word));
        }
    }

    /// <summary>Its ports while it runs: those that are published, with the host's that were chosen, and those it
    /// exposes.</summary>
    public IReadOnlyList<PublishedPort> Ports { get; init; } = [];

    /// <summary>Whether it has processes, or is to have some again.</summary>
    public bool IsActive =>
        State.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Restarting;

    /// <summary>As <c>ps</c> says it: <c>Up 3 seconds (healthy)</c>.</summary>
    public string Status => StatusText.Of(State);
}
