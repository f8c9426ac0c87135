// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "Process".</summary>
internal static class ProcessRules
{
    /// <summary>setresuid(2) and chown(2) take it for "as it is": the process would stay root.</summary>
    private const uint NoId = uint.MaxValue;

    /// <summary>A bundle without a process can be created; its start fails.</summary>
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Process is { } process)
            Check(process, "$.process", warnings);
    }

    /// <param name="process">The process.</param>
    /// <param name="path">Where it stands in its document.</param>
    /// <param name="warnings">What is added to.</param>
    public static void Check(Process process, string path, List<string> warnings)
    {
        if (process.Cwd.Length == 0)
            throw SpecException.At($"{path}.cwd", "is missing; write \"/\"");
        if (process.Cwd[0] != '/')
            throw SpecException.At($"{path}.cwd", $"{JsonText.Quoted(process.Cwd)} is not absolute");
        if (process.Args.Length == 0)
            throw SpecException.At($"{path}.args", "is missing or empty; name the program to run");
        CheckEnv(process.Env, path);
        CheckUser(process.User, path);
        CheckConsole(process, path);
        // proc(5), /proc/pid/oom_score_adj.
        if (process.OomScoreAdj is < -1000 or > 1000)
            throw SpecException.At($"{path}.oomScoreAdj", $"{process.OomScoreAdj} is not in the range -1000 to 1000");
        RlimitRules.Check(process.Rlimits, path);
        CapabilityRules.Check(process.Capabilities, path, warnings);
        SchedulerRules.Check(process.Scheduler, path);
        IoPriorityRules.Check(process.IoPriority, path);
        if (process.ExecCpuAffinity is { } affinity)
        {
            NumberList.Mask(affinity.Initial, $"{path}.execCPUAffinity.initial");
            NumberList.Mask(affinity.Final, $"{path}.execCPUAffinity.final");
        }
    }

    private static void CheckEnv(string[] env, string path)
    {
        for (int i = 0; i < env.Length; i++)
        {
            int equals = env[i].IndexOf('=', System.StringComparison.Ordinal);
            if (equals < 0)
                throw SpecException.At($"{path}.env[{i}]", $"{JsonText.Quoted(env[i])} has no \"=\"; write NAME=value");
            if (equals == 0)
                throw SpecException.At($"{path}.env[{i}]", $"{JsonText.Quoted(env[i])} has no name; write NAME=value");
        }
    }

    private static void CheckUser(User user, string path)
    {
        if (user.Uid == NoId)
            throw NotAnId($"{path}.user.uid");
        if (user.Gid == NoId)
            throw NotAnId($"{path}.user.gid");
        for (int i = 0; i < user.AdditionalGids.Length; i++)
        {
            if (user.AdditionalGids[i] == NoId)
                throw NotAnId($"{path}.user.additionalGids[{i}]");
        }
    }

    private static SpecException NotAnId(string path) =>
        SpecException.At(path, $"{NoId} is not an id: to the kernel it means \"leave as it is\"");

    private static void CheckConsole(Process process, string path)
    {
        // ioctl_tty(2): the fields of struct winsize have 16 bits.
        if (process is not { Terminal: true, ConsoleSize: { } size })
            return;
        if (size.Height > ushort.MaxValue)
            throw SpecException.At($"{path}.consoleSize.height", $"{size.Height} is more than {ushort.MaxValue}");
        if (size.Width > ushort.MaxValue)
            throw SpecException.At($"{path}.consoleSize.width", $"{size.Width} is more than {ushort.MaxValue}");
    }
}
