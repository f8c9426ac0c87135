// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Engine.Images;
using Husk.Images;
using Husk.Monitor.Protocol;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Makes an image of a container: what it changed, on top of its own image.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="name">Null leaves the image without one.</param>
    /// <param name="author">Who made it.</param>
    /// <param name="comment">For its history.</param>
    /// <param name="change">What it says of itself, made of what the container says.</param>
    /// <param name="pause">Whether a running container stands still meanwhile.</param>
    /// <returns>The image's ID.</returns>
    public Digest Commit(string nameOrId, Reference? name, string author, string comment,
        Func<ExecutionConfig, ExecutionConfig> change, bool pause) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        LocalImage basis = _images.TryFind(container.Image)
            ?? throw new EngineException(
                EngineFault.NotFound, $"image {container.Image} of the container is not here any more: pull it again");
        var commit = new ImageCommit
        {
            Config = change(ConfigOf(container.Config)),
            Author = author,
            Comment = comment,
            CreatedBy = string.Join(' ', container.Config.Cmd ?? []),
        };
        bool paused = pause && state.Status is ContainerStatus.Running;
        if (paused)
            Pause(container.Id);
        try
        {
            (_, Digest id) = _images.Store.Commit(SnapshotOf(container), basis.Manifest, commit, name);
            Tell(container, "commit", ("comment", comment), ("imageID", id.ToString()));
            return id;
        }
        finally
        {
            if (paused)
                Unpause(container.Id);
        }
    });

    private static ExecutionConfig ConfigOf(ContainerConfig config) => new()
    {
        User = config.User,
        ExposedPorts = config.ExposedPorts,
        Env = config.Env,
        Entrypoint = config.Entrypoint,
        Cmd = config.Cmd,
        Volumes = config.Volumes,
        WorkingDir = config.WorkingDir,
        Labels = config.Labels,
        StopSignal = config.StopSignal ?? "",
        OnBuild = config.OnBuild,
        Shell = config.Shell,
        Healthcheck = config.Healthcheck,
    };
}
