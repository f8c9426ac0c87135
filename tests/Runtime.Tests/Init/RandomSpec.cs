// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Spec;

namespace Husk.Runtime.Tests.Init;

/// <summary>Configurations that are valid and otherwise anything; the same seed gives the same one.</summary>
internal static class RandomSpec
{
    private static readonly string[] Paths =
        ["/proc/kcore", "/proc/scsi", "/sys/firmware", "/etc", "/a/b c", "/ünï", "/nowhere", "/tmp"];

    private static readonly string[] Capabilities =
        ["CAP_CHOWN", "CAP_KILL", "CAP_SYS_ADMIN", "CAP_NET_RAW", "CAP_BPF", "CAP_SETUID"];

    public static (RuntimeSpec Spec, PlanFacts Facts) Of(int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            RuntimeSpec spec = Make(random);
            try
            {
                SpecValidation.Check(spec);
                return (spec, Facts(random, spec));
            }
            catch (SpecException)
            {
                // A combination that means nothing: the next one may.
            }
        }
    }

    private static RuntimeSpec Make(Random random) => PlannedSpecs.Default with
    {
        Process = MakeProcess(random),
        Root = new Root { Path = "rootfs", Readonly = Chance(random) },
        Hostname = Chance(random) ? "a-host" : "",
        Mounts = [.. PlannedSpecs.Default.Mounts.Where(_ => random.Next(4) > 0), .. Binds(random)],
        Linux = MakeLinux(random),
    };

    private static Process MakeProcess(Random random) => new()
    {
        Terminal = random.Next(4) == 0,
        ConsoleSize = Chance(random) ? new ConsoleSize { Height = 20, Width = 70 } : null,
        User =
            new User
            {
                Uid = (uint)random.Next(3) * 500,
                Gid = (uint)random.Next(3),
                AdditionalGids = [.. Some(random, 1u, 2u, 3u)],
            },
        Args = [Pick(random, "sh", "/bin/sh", "./a", "ü"), .. Some(random, "", "-c", "x y")],
        Env = [.. Some(random, "PATH=/bin::/usr/bin/", "HOME=/h", "TERM=xterm", "E=")],
        Cwd = Pick(random, "/", "/tmp", "/a/b/../c"),
        Capabilities = Chance(random) ? MakeCapabilities(random) : null,
        NoNewPrivileges = Chance(random),
        Scheduler = random.Next(5) == 0 ? new Scheduler { Policy = "SCHED_BATCH", Nice = 3 } : null,
        IoPriority = random.Next(5) == 0 ? new IoPriority { Class = "IOPRIO_CLASS_IDLE" } : null,
        Rlimits = Chance(random) ? [new Rlimit { Type = "RLIMIT_CORE", Soft = 0, Hard = 0 }] : [],
    };

    private static Capabilities MakeCapabilities(Random random)
    {
        string[] granted = [.. Some(random, Capabilities)];
        return new Capabilities
        {
            Bounding = granted,
            Effective = granted,
            Permitted = granted,
            Inheritable = granted,
            Ambient = [.. Some(random, granted)],
        };
    }

    private static LinuxSpec MakeLinux(Random random)
    {
        var namespaces = new List<Namespace>();
        foreach (string type in (string[])["pid", "network", "ipc", "uts", "mount", "user", "cgroup", "time"])
        {
            if (random.Next(3) > 0)
            {
                namespaces.Add(
                    new Namespace
                    {
                        Type = type,
                        Path = random.Next(4) == 0 && type != "mount" ? "/run/ns/" + type : "",
                    });
            }
        }

        IdMapping[] map = namespaces.Exists(entry => entry is { Type: "user", Path: "" })
            ? [new() { HostId = 100000, Size = 65536 }]
            : [];
        bool offsets = namespaces.Exists(entry => entry is { Type: "time", Path: "" }) && Chance(random);
        return new LinuxSpec
        {
            Namespaces = [.. namespaces],
            UidMappings = map,
            GidMappings = map,
            TimeOffsets = offsets ? new TimeOffsets { Monotonic = new TimeOffset { Secs = random.Next() } } : null,
            Devices =
            [
                .. Some(
                    random, new Device { Type = "c", Path = "/dev/fuse", Major = 10, Minor = 229 },
                    new Device { Type = "p", Path = "/dev/a/pipe", Uid = 5 }),
            ],
            RootfsPropagation = Pick(random, "", "private", "slave", "shared", "unbindable", "rslave"),
            Seccomp = random.Next(3) == 0 ? PlannedSpecs.WithProfile(PlannedSpecs.Default).Linux!.Seccomp : null,
            Sysctl = random.Next(3) == 0
                ? new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1" }
                : new Dictionary<string, string>(),
            MaskedPaths = [.. Some(random, Paths)],
            ReadonlyPaths = [.. Some(random, Paths)],
        };
    }

    private static IEnumerable<Mount> Binds(Random random)
    {
        foreach (string option in Some(random, "ro", "rro", "rshared", "nodev", "private", "idmap"))
        {
            string name = "/m" + random.Next(100).ToString(CultureInfo.InvariantCulture);
            yield return new Mount
            {
                Destination = name,
                Type = "bind",
                Source = "/src" + name,
                Options = [Pick(random, "bind", "rbind"), option],
            };
        }
    }

    private static PlanFacts Facts(Random random, RuntimeSpec spec) =>
        (Chance(random) ? FixedFacts.Hybrid : FixedFacts.Unified) with
        {
            FileSources = new HashSet<string>(Some(random, [.. spec.Mounts.Select(mount => mount.Source)])),
            Prepared = new PreparedDescriptors { Filesystems = Numbers(spec), UserNamespaces = Numbers(spec) },
            HooksBeforePivot = Chance(random),
            CgroupsComeLate = Chance(random) && !NamespaceSet.Of(spec.Linux ?? new LinuxSpec()).HasUser,
            NoPivot = random.Next(4) == 0,
            NoNewKeyring = Chance(random),
            StdioToGive = [.. Some(random, 0, 1, 2)],
            PreservedFds = random.Next(3),
            Home = Chance(random) ? "/home/x" : null,
            AvailableCapabilities = Chance(random) ? ulong.MaxValue : 0x3FF,
        };

    /// <summary>A descriptor for each mount, as if the runtime had had to prepare all of them.</summary>
    private static Dictionary<int, int> Numbers(RuntimeSpec spec) =>
        Enumerable.Range(0, spec.Mounts.Length).ToDictionary(index => index, index => 10 + index);

    private static bool Chance(Random random) => random.Next(2) == 0;

    private static string Pick(Random random, params string[] of) => of[random.Next(of.Length)];

    private static IEnumerable<T> Some<T>(Random random, params T[] of) => [.. of.Where(_ => Chance(random))];
}
