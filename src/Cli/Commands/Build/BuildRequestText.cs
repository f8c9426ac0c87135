// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Engine;
using Husk.Engine.Building;
using Husk.Engine.Containers;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands.Build;

/// <summary>The flags of <c>build</c> as what the engine builds.</summary>
internal static class BuildRequestText
{
    private const string EpochVariable = "SOURCE_DATE_EPOCH";

    public static BuildOrder Read(Invocation call, BuildSource source)
    {
        FlagValues flags = call.Flags;
        AttestationText.Refuse(flags);
        Dictionary<string, string> arguments = Arguments(flags);
        (IReadOnlyList<BuildOutput> outputs, IReadOnlyList<Reference> more, bool? rewrites) = OutputText.Read(call);
        string network = flags.String("network") ?? "default";
        return new BuildOrder
        {
            Context = source.Directory,
            Dockerfile = source.Dockerfile,
            IgnoreFile = source.IgnoreFile,
            NamedContexts = Pairs(flags, "build-context"),
            Target = flags.String("target") is { Length: > 0 } target ? target : null,
            Arguments = arguments,
            Labels = Pairs(flags, "label", isValueOptional: true),
            Annotations = Annotations(flags),
            Names = [.. flags.List("tag").Select(Named), .. more],
            Platform = PlatformOf(flags.String("platform")),
            Pull = flags.Bool("pull"),
            NoCache = flags.Bool("no-cache"),
            NoCacheStages = [.. flags.List("no-cache-filter").SelectMany(value => value.Split(','))],
            Secrets = SecretText.Secrets(flags.List("secret")),
            Agents = SecretText.Agents(flags.List("ssh")),
            Allowed = [.. flags.List("allow").Select(Allowed)],
            Network = network is "default" or "none" or "host" or "bridge"
                ? network
                : throw new EngineException(EngineFault.InvalidArgument,
                    $"network mode \"{network}\" not supported by a build: it can be default, none or host"),
            Limits = Limits(flags),
            Epoch = Epoch(arguments),
            RewritesTimes = rewrites ?? true,
            Outputs = outputs,
            CacheFrom = [.. flags.List("cache-from").Select(CacheText.From)],
            CacheTo = [.. flags.List("cache-to").Select(CacheText.To)],
        };
    }

    private static Platform? PlatformOf(string? text) => text is null || !text.Contains(',')
        ? Names.Platform(text)
        : throw new EngineException(EngineFault.InvalidArgument,
            $"--platform {text}: a build is for one platform: build each by a tag of its own");

    // What it is of stands before it: manifest: (the default), index: and others, which a build here has none of.
    private static Dictionary<string, string> Annotations(FlagValues flags)
    {
        var annotations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string value) in Pairs(flags, "annotation"))
        {
            string[] parts = name.Split(':', 2);
            if (parts.Length > 1 && parts[0] != "manifest")
            {
                throw new EngineException(EngineFault.InvalidArgument,
                    $"--annotation {name}={value}: only the manifest has annotations here");
            }
            annotations[parts[^1]] = value;
        }

        return annotations;
    }

    private static Reference Named(string tag)
    {
        try
        {
            return Reference.Parse(tag).WithDefaultTag();
        }
        catch (SpecException wrong)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, $"failed to build: invalid tag \"{tag}\": {wrong.Message}");
        }
    }

    private static HostConfig Limits(FlagValues flags) => new()
    {
        ExtraHosts = [.. flags.List("add-host").Select(NetworkFlags.Host)],
        CgroupParent = flags.String("cgroup-parent") ?? "",
        CpuPeriod = flags.Int64("cpu-period") ?? 0,
        CpuQuota = flags.Int64("cpu-quota") ?? 0,
        CpuShares = flags.Int64("cpu-shares") ?? 0,
        CpusetCpus = flags.String("cpuset-cpus") ?? "",
        CpusetMems = flags.String("cpuset-mems") ?? "",
        Memory = flags.String("memory") is { } memory ? MemorySize.Parse(memory) : 0,
        MemorySwap = flags.String("memory-swap") is { } swap ? MemorySize.ParseOrUnlimited(swap) : 0,
        ShmSize = flags.String("shm-size") is { } shm ? MemorySize.Parse(shm) : 0,
        Ulimits = [.. flags.List("ulimit").Select(UlimitText.Parse)],
    };

    /// <summary>The build's arguments.</summary>
    public static Dictionary<string, string> Arguments(FlagValues flags)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in flags.List("build-arg"))
        {
            int equals = text.IndexOf('=');
            string name = equals < 0 ? text : text[..equals];
            // Docker: a name alone that the environment does not have is not given at all.
            if ((equals < 0 ? Environment.GetEnvironmentVariable(name) : text[(equals + 1)..]) is { } value)
                arguments[name] = value;
        }

        if (Environment.GetEnvironmentVariable(EpochVariable) is { Length: > 0 } epoch)
            arguments.TryAdd(EpochVariable, epoch);
        return arguments;
    }

    private static DateTimeOffset? Epoch(Dictionary<string, string> arguments)
    {
        if (!arguments.TryGetValue(EpochVariable, out string? text) || text.Length == 0)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            && seconds < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new EngineException(
                EngineFault.InvalidArgument, $"invalid {EpochVariable}: {text}: it is the seconds since 1970");
    }

    private static Dictionary<string, string> Pairs(FlagValues flags, string name, bool isValueOptional = false)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in flags.List(name))
        {
            int equals = text.IndexOf('=');
            if (equals <= 0 && !isValueOptional)
            {
                throw new EngineException(
                    EngineFault.InvalidArgument, $"invalid {name} value: {text}, expected key=value");
            }
            pairs[equals < 0 ? text : text[..equals]] = equals < 0 ? "" : text[(equals + 1)..];
        }

        return pairs;
    }

    private static string Allowed(string entitlement) => entitlement is "network.host" or "security.insecure"
        ? entitlement
        : throw new EngineException(EngineFault.InvalidArgument,
            $"invalid entitlement: {entitlement}: there are network.host and security.insecure");
}
