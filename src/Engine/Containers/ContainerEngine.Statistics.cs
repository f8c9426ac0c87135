// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Containers.Statistics;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>What a container has used up to now; null when it does not run.</summary>
    /// <exception cref="EngineException">There is no such container (NotFound).</exception>
    public ContainerStatistics? Statistics(string nameOrId) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        return state.Status is ContainerStatus.Running or ContainerStatus.Paused
            ? StatisticsReader.Read(state.Pid, container.HostConfig.NetworkMode == "host")
            : null;
    });
}
