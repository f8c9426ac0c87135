// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Engine.Events;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>What happened, and what happens until the end that was asked for.</summary>
    /// <param name="since">From when on; null for now, or with an end for all.</param>
    /// <param name="until">Up to when; null for ever.</param>
    /// <param name="sink">Gets each, in the order in which it was written.</param>
    public void Events(DateTimeOffset? since, DateTimeOffset? until, Action<EngineEvent> sink) =>
        Guard(() => EventReader.Read(_paths.Root, _paths.Events, since, until, sink));
}
