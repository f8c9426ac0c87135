// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>What flags and words of <c>run</c> and <c>create</c> ask for.</summary>
internal static class RunRequest
{
    /// <summary>The same, with the proxies of docker's config.json where nobody said anything else.</summary>
    public static ContainerRequest Of(Invocation call)
    {
        ContainerRequest request = Of(call.Flags, call.Arguments);
        HashSet<string> given = [.. request.Config.Env.Select(entry => entry.Split('=')[0])];
        IEnumerable<string> proxies = call.Images.Proxies().Where(proxy => !given.Contains(proxy.Key))
            .Select(proxy => $"{proxy.Key}={proxy.Value}");
        return request with { Config = request.Config with { Env = [.. request.Config.Env, .. proxies] } };
    }

    /// <param name="flags">Of <see cref="RunFlags"/>.</param>
    /// <param name="words">The image and what to run in it.</param>
    /// <exception cref="RequestException">Values that are wrong, or do not go together, in docker's words.</exception>
    public static ContainerRequest Of(FlagValues flags, string[] words)
    {
        try
        {
            return Make(flags, words);
        }
        catch (Exception wrong) when (wrong is FormatException or EngineException)
        {
            throw new RequestException(wrong.Message);
        }
    }

    private static ContainerRequest Make(FlagValues flags, string[] words)
    {
        CheckTogether(flags);
        ContainerConfig config = ProcessFlags.Apply(flags, words, new ContainerConfig()) with
        {
            ExposedPorts = PublishText.Exposed(flags.List("publish"), flags.List("expose")),
            Volumes = StorageFlags.Anonymous(flags),
            Healthcheck = HealthFlags.Of(flags),
        };
        return new ContainerRequest
        {
            Name = flags.String("name") is { Length: > 0 } name ? name : null,
            Platform = Names.Platform(flags.String("platform") is { Length: > 0 } platform ? platform : null),
            Config = config,
            HostConfig = OfHost(flags),
            Networks = NetworkFlags.Endpoints(flags),
        };
    }

    private static HostConfig OfHost(FlagValues flags)
    {
        var host = new HostConfig
        {
            AutoRemove = flags.Bool("rm"),
            Annotations = ProcessFlags.ToMap(flags.List("annotation")),
            ContainerIDFile = flags.String("cidfile") ?? "",
            GroupAdd = [.. flags.List("group-add")],
            Init = flags.Bool("init"),
            LogConfig = new LogConfig
            {
                Type = flags.String("log-driver") ?? "",
                Config = ProcessFlags.ToMap(flags.List("log-opt")),
            },
            RestartPolicy = ProcessFlags.Restart(flags.String("restart") ?? ""),
            Runtime = flags.String("runtime") ?? "",
        };
        host = SecurityFlags.Apply(flags, host);
        host = NetworkFlags.Apply(flags, host);
        host = StorageFlags.Apply(flags, host);
        host = ResourceFlags.Apply(flags, host);
        return NamespaceFlags.Apply(flags, host);
    }

    private static void CheckTogether(FlagValues flags)
    {
        if (flags.String("pull") is { } pull && pull is not ("" or "always" or "missing" or "never"))
        {
            throw new FormatException(
                $"invalid pull option: '{pull}': must be one of \"always\", \"missing\" or \"never\"");
        }

        if (flags.Bool("rm") && ProcessFlags.Restart(flags.String("restart") ?? "").Name != "no")
            throw new FormatException("conflicting options: cannot specify both --restart and --rm");
        if (flags.Bool("detach") && flags.List("attach").Count > 0)
            throw new RequestException("conflicting options: cannot specify both --attach and --detach", exitCode: 1);
        if (flags.String("log-driver") == "none" && flags.List("log-opt").Count > 0)
            throw new FormatException("invalid logging opts for driver none");
    }
}
