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
    public void Boot(Action<Container> started, Action<Container, string> failed)
    {
        foreach (ContainerSummary wanted in List(all: true).Where(IsWantedAtBoot).Reverse())
        {
            try
            {
                Start(wanted.Container.Id);
                started(wanted.Container);
            }
            catch (Exception e) when (e is EngineException or StartException)
            {
                failed(wanted.Container, e.Message);
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
