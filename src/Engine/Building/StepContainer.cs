// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Husk.Build.Steps;
using Husk.Build.Syntax.Instructions;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Linux;
using Husk.Networks;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Client;
using static Husk.Linux.Syscalls.Abi;
using RunRequest = Husk.Runtime.Client.RunRequest;

namespace Husk.Engine.Building;

/// <summary>The container of one RUN: what `husk run` would make of it, but that the builder waits instead of a
/// monitor.</summary>
/// <param name="paths">Where everything is.</param>
/// <param name="limits">What the build's flags say of all its steps.</param>
/// <param name="hostname">Of all its containers.</param>
/// <param name="facts">Of this host.</param>
internal sealed class StepContainer(EnginePaths paths, HostConfig limits, string hostname, HostFacts facts)
{
    // Which not every image has; a layer does not show them.
    private static readonly string[] MountedDirectories = ["/dev", "/etc", "/proc", "/sys"];
    private static readonly string[] MountedFiles = ["/etc/hosts", "/etc/resolv.conf"];

    /// <summary>Runs a step to its end. The calling thread is in a mount namespace of its own.</summary>
    public int Run(
        string id, RunStep step, Sandbox? sandbox, Action<ReadOnlySpan<byte>> output, CancellationToken cancel)
    {
        string bundle = step.Root.Directory;
        using var mounts = new StepMounts(bundle);
        (StepMount Mount, MountPoint Point)[] points = [.. step.Mounts.Select(mount => (mount, mounts.Prepare(mount)))];
        ILookup<bool, string> targets =
            points.ToLookup(mount => StepMounts.IsFile(mount.Mount, mount.Point), mount => mount.Point.Destination);
        step.Root.MakeMountPoints([.. MountedDirectories, .. targets[false]], [.. MountedFiles, .. targets[true]]);
        step.Root.Mount();
        Container container = Describe(id, step, [.. points.Select(mount => mount.Point)]);
        var files = new ContainerPaths(bundle, "", "");
        EtcFiles.Write(files, container, sandbox, sharer: null, links: []);
        Oci.RuntimeSpec.RuntimeSpec spec = SpecBuilder.Build(new SpecRequest
        {
            Container = container,
            Host = facts,
            RootfsPath = step.Root.MergedPath,
            User = UserResolver.Resolve(step.Root.MergedPath, step.User, []),
            Devices = DeviceReader.Read(container.HostConfig),
            HostsFile = files.Hosts,
            ResolvConfFile = files.ResolvConf,
            NetworkNamespace = sandbox?.Path,
        });
        ApparmorHost.Prepare(spec);
        using (OwnedFd config =
            At.Open(BorrowedFd.Cwd, bundle + "/config.json", O_WRONLY | O_CREAT | O_TRUNC, S_IRUSR | S_IWUSR))
        {
            Fd.WriteAll(config, RuntimeSpecJson.Write(spec));
        }
        try
        {
            return Execute(id, bundle, output, cancel);
        }
        finally
        {
            // Of several steps at once the runtime leaves it to nobody.
            if (limits.CgroupParent.Length == 0)
                CgroupParent.RemoveEmpty();
        }
    }

    private int Execute(string id, string bundle, Action<ReadOnlySpan<byte>> output, CancellationToken cancel)
    {
        var runtime = new RuntimeClient(Programs.Runtime(""), [], paths.Oci);
        using Pipe pipe = Pipe.Open();
        int end = pipe.WriteEnd.Number;
        using RuntimeCall call = runtime.BeginRun(new RunRequest
        {
            Id = id,
            Bundle = bundle,
            Streams = new StandardStreams(null, end, end),
        });
        pipe.WriteEnd.Dispose();
        using (cancel.Register(() => Kill(runtime, call, id)))
        {
            byte[] buffer = new byte[64 * 1024];
            for (int count; (count = Fd.Read(pipe.ReadEnd, buffer)) > 0;)
                output(buffer.AsSpan(0, count));
            try
            {
                int status = call.Complete(foreground: true);
                cancel.ThrowIfCancellationRequested();
                return status;
            }
            catch (RuntimeFailure) when (cancel.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancel);
            }
        }
    }

    // The runtime may still be about to make the container when the user has had enough.
    private static void Kill(RuntimeClient runtime, RuntimeCall call, string id)
    {
        for (int attempt = 0; attempt < 100; attempt++)
        {
            try
            {
                runtime.Delete(id, force: true);
            }
            catch (RuntimeFailure)
            {
                // Half-made: once more.
            }

            if (PidFd.UntilExited(call.Process, TimeSpan.FromMilliseconds(50)))
                return;
        }

        call.Kill();
    }

    private Container Describe(string id, RunStep step, MountPoint[] mounts)
    {
        var config = new ContainerConfig
        {
            Hostname = hostname,
            User = step.User,
            Env = [.. step.Environment],
            Cmd = [.. step.Arguments],
            WorkingDir = step.WorkingDirectory,
        };
        HostConfig asked = limits with
        {
            NetworkMode = step.Network switch
            {
                RunNetwork.None => "none",
                RunNetwork.Host => "host",
                _ => "default",
            },
            Privileged = step.Security == RunSecurity.Insecure,
        };
        (HostConfig host, IReadOnlyList<string> _) =
            HostConfigRules.Check(config, HostConfigDefaults.Complete(asked, facts), facts);
        return new Container { Id = id, Name = id, Config = config, HostConfig = host, Mounts = mounts };
    }
}
