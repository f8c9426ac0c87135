// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Attaches to a running container.</summary>
    /// <exception cref="EngineException">It does not run, or is paused (Conflict).</exception>
    public ContainerStream Attach(string nameOrId, Attachment attachment) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        Transitions.Check(ContainerVerb.Attach, state.Status, container.Id, container.Name);
        MonitorConnection monitor = MonitorConnection.TryConnect(_paths.Of(container.Id).Socket)
            // It ended this instant.
            ?? throw new EngineException(
                EngineFault.Conflict, Transitions.Of(ContainerVerb.Attach, ContainerStatus.Exited)!);
        monitor.Send(FrameKind.Attach, ProtocolJson.Write(attachment.Request));
        if (container.Config.Tty && attachment.Window != default)
            monitor.SendWhole(Frame.WriteWindow(attachment.Window.Rows, attachment.Window.Columns));
        Tell(container, "attach");
        return new ContainerStream(this, container, monitor, cleansUp: false);
    });
}
