// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Specs;

/// <summary>argv of the container's first process.</summary>
internal static class ProcessArguments
{
    /// <summary>Where the init program is inside, by docker's name: scripts look for it.</summary>
    public const string InitPath = "/sbin/docker-init";

    public static string[] Of(Container container, string? initProgram)
    {
        string[] entrypoint = container.Config.Entrypoint ?? [];
        string[] command = [.. entrypoint is [""] ? [] : entrypoint, .. container.Config.Cmd ?? []];
        if (command.Length == 0)
            throw new EngineException(EngineFault.InvalidArgument, "no command specified");
        return HasInit(container.HostConfig, initProgram) ? [InitPath, "--", .. command] : command;
    }

    /// <summary>Where the process is not the first of its pid namespace, somebody else reaps.</summary>
    public static bool HasInit(HostConfig host, string? initProgram) =>
        host.Init && initProgram is not null && host.PidMode.Length == 0;
}
