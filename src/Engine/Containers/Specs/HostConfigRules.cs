// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Monitor.Protocol;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>What is asked of a container before it is made, in the words of docker's engine.</summary>
public static class HostConfigRules
{
    /// <summary>__NEW_UTS_LEN of linux/utsname.h.</summary>
    private const int LongestHostname = 64;

    /// <summary>The request as it can be met, and what of it cannot: one warning each.</summary>
    /// <param name="config">The user's with the image's below.</param>
    /// <param name="host">After <see cref="HostConfigDefaults"/>.</param>
    /// <param name="facts">This host.</param>
    /// <exception cref="EngineException">InvalidArgument: it makes no sense, on any host or on this one.</exception>
    public static (HostConfig Host, IReadOnlyList<string> Warnings) Check(ContainerConfig config, HostConfig host,
        HostFacts facts)
    {
        if (config.Hostname.Length > LongestHostname)
            throw Invalid($"hostname \"{config.Hostname}\" is too long (maximum {LongestHostname} bytes)");
        if (config.WorkingDir.Length > 0 && !config.WorkingDir.StartsWith('/'))
            throw Invalid($"the working directory '{config.WorkingDir}' is invalid, it needs to be an absolute path");
        if (host.Annotations.ContainsKey(""))
            throw Invalid("invalid Annotations: the empty string is not permitted as an annotation key");
        CheckModes(host);
        CheckRestart(host);
        CheckHealth(config.Healthcheck);
        SecurityOptions.Parse(host.SecurityOpt);
        CheckLog(host.LogConfig);
        if (host.StorageOpt.Count > 0)
        {
            throw Invalid(
                "--storage-opt is supported only for overlay over xfs with 'pquota' mount option, which husk does not use");
        }

        CapabilityNames.Of(host, facts);
        if (host.OomScoreAdj is < -1000 or > 1000)
            throw Invalid($"Invalid value {host.OomScoreAdj}, range for oom score adj is [-1000, 1000]");
        if (host.ShmSize < 0)
            throw Invalid("SHM size can not be less than 0");
        if (facts.CgroupsBySystemd && host.CgroupParent.Length > 0
            && (host.CgroupParent.Length <= 6 || !host.CgroupParent.EndsWith(".slice", StringComparison.Ordinal)))
        {
            throw Invalid("cgroup-parent for systemd cgroup should be a valid slice named as \"xxx.slice\"");
        }

        foreach ((string path, string options) in host.Tmpfs)
        {
            if (path == "/")
                throw Invalid("invalid specification: destination can't be '/'");
            if (!path.StartsWith('/'))
                throw Invalid($"invalid mount path: '{path}' mount path must be absolute");
            TmpfsOptions.Merge(options);
        }
        (HostConfig possible, List<string> warnings) = ResourceRules.Check(host, facts);
        if (host.NetworkMode == "host" && host.PortBindings.Count > 0)
            warnings.Add("Published ports are discarded when using host network mode");
        return (possible, warnings);
    }

    private static void CheckModes(HostConfig host)
    {
        if (!(host.IpcMode is "" or "private" or "shareable" or "none" or "host" || IsContainer(host.IpcMode)))
            throw Invalid($"invalid IPC mode: {host.IpcMode}");
        if (!(host.PidMode is "" or "host" || IsContainer(host.PidMode)))
            throw Invalid($"invalid PID mode: {host.PidMode}");
        if (host.UTSMode is not ("" or "host"))
            throw Invalid($"invalid UTS mode: {host.UTSMode}");
        if (host.CgroupnsMode is not ("" or "host" or "private"))
            throw Invalid($"invalid cgroup namespace mode: {host.CgroupnsMode}");
        if (host.UsernsMode is not ("" or "host"))
            throw Invalid($"invalid user namespace mode: {host.UsernsMode}");
    }

    private static bool IsContainer(string mode) => mode.StartsWith("container:", StringComparison.Ordinal)
        && mode.Length > "container:".Length;

    private static void CheckRestart(HostConfig host)
    {
        RestartPolicy policy = host.RestartPolicy;
        if (policy.Name is not ("" or "no" or "always" or "unless-stopped" or "on-failure" or "on-unhealthy"))
        {
            throw Invalid(
                $"invalid restart policy: unknown policy '{policy.Name}'; use one of 'no', 'always', 'on-failure', 'on-unhealthy', or 'unless-stopped'");
        }

        if (policy.MaximumRetryCount != 0 && policy.Name is not ("on-failure" or "on-unhealthy"))
            throw Invalid("invalid restart policy: maximum retry count can only be used with 'on-failure'");
        if (policy.MaximumRetryCount < 0)
            throw Invalid("invalid restart policy: maximum retry count cannot be negative");
        if (host.AutoRemove && policy.Name is not ("" or "no"))
            throw Invalid("can't create 'AutoRemove' container with restart policy");
    }

    private static void CheckLog(LogConfig log)
    {
        try
        {
            LogOptions.Parse(log.Type, log.Config);
        }
        catch (FormatException wrong)
        {
            throw Invalid(wrong.Message);
        }
    }

    private static void CheckHealth(Healthcheck? health)
    {
        const long shortest = 1_000_000;
        if (health is null)
            return;
        Least(health.Interval, "Interval");
        Least(health.Timeout, "Timeout");
        Least(health.StartPeriod, "StartPeriod");
        Least(health.StartInterval, "StartInterval");
        if (health.Retries < 0)
            throw Invalid("Retries in Healthcheck cannot be negative");

        static void Least(long nanoseconds, string name)
        {
            if (nanoseconds != 0 && nanoseconds < shortest)
                throw Invalid($"{name} in Healthcheck cannot be less than 1ms");
        }
    }

    private static EngineException Invalid(string message) => new(EngineFault.InvalidArgument, message);
}
