// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Starts what its restart policy wants to run when the host has come up, the oldest first, as docker's
    /// daemon does (docs.docker.com, start containers automatically).</summary>
    /// <param name="started">Told of each.</param>
    /// <param name="failed">Told of each that could not be started, and why.</param>
    public void Boot(Action<ContainerSummary> started, Action<ContainerSummary, string> failed)
    {
        foreach (ContainerSummary each in List(all: true).Reverse())
        {
            try
            {
                if (!IsWantedAtBoot(each))
                    continue;
                Start(each.Id);
                started(each);
            }
            catch (Exception e) when (e is EngineException or StartException)
            {
                failed(each, e.Message);
            }
        }
    }

    private static bool IsWantedAtBoot(ContainerSummary summary) => summary.State.Status is ContainerStatus.Exited
        && summary.Container.HostConfig.RestartPolicy.Name switch
        {
            "always" => true,
            "unless-stopped" => !summary.State.HasBeenManuallyStopped,
            _ => false,
        };
}
