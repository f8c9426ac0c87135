// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Engine.Containers;
using Husk.Linux.Tests;

namespace Husk.Cli.Tests.Run;

/// <summary>What each flag of run changes in the request, and that nothing else changes.</summary>
public sealed class RunFlagTests
{
    /// <summary>Words of a command line, and the members that then differ from a request without flags.</summary>
    public static readonly TheoryData<string, string> Table = new()
    {
        { "-a STDERR", "Config.AttachStdout=false" },
        { "-a stdin -a stdout", "Config.AttachStdin=true Config.AttachStderr=false" },
        { "--entrypoint /bin/ls", "Config.Entrypoint.0=/bin/ls" },
        { "--entrypoint=", "Config.Entrypoint.0=" },
        { "-e A=1 --env B=x=y", "Config.Env.0=A=1 Config.Env.1=B=x=y" },
        { "-e A=1 -e B=2 -e A=3", "Config.Env.0=A=3 Config.Env.1=B=2" },
        { "-e NOT_IN_THIS_ENVIRONMENT", "Config.Env.0=NOT_IN_THIS_ENVIRONMENT" },
        { "--group-add wheel --group-add 5", "HostConfig.GroupAdd.0=wheel HostConfig.GroupAdd.1=5" },
        { "-h box", "Config.Hostname=box" },
        { "--domainname d", "Config.Domainname=d" },
        { "--init", "HostConfig.Init=true" },
        { "-i", "Config.OpenStdin=true Config.StdinOnce=true Config.AttachStdin=true" },
        { "-it", "Config.OpenStdin=true Config.StdinOnce=true Config.AttachStdin=true Config.Tty=true" },
        { "-di", "Config.OpenStdin=true Config.AttachStdout=false Config.AttachStderr=false" },
        { "-d", "Config.AttachStdout=false Config.AttachStderr=false" },
        { "-l a=b --label c", "Config.Labels.a=b Config.Labels.c=" },
        { "--annotation a=b", "HostConfig.Annotations.a=b" },
        { "--log-driver json-file --log-opt max-size=1m", "HostConfig.LogConfig.Type=json-file HostConfig.LogConfig.Config.max-size=1m" },
        { "--restart on-failure:3", "HostConfig.RestartPolicy.Name=on-failure HostConfig.RestartPolicy.MaximumRetryCount=3" },
        { "--restart=always", "HostConfig.RestartPolicy.Name=always" },
        { "--rm", "HostConfig.AutoRemove=true" },
        { "--runtime runc", "HostConfig.Runtime=runc" },
        { "--stop-signal INT", "Config.StopSignal=INT" },
        { "--stop-timeout -1", "Config.StopTimeout=-1" },
        { "-u ann:staff", "Config.User=ann:staff" },
        { "-w /srv", "Config.WorkingDir=/srv" },
        { "--cap-add NET_ADMIN --cap-drop ALL", "HostConfig.CapAdd.0=NET_ADMIN HostConfig.CapDrop.0=ALL" },
        { "--privileged", "HostConfig.Privileged=true" },
        { "--read-only", "HostConfig.ReadonlyRootfs=true" },
        { "--security-opt no-new-privileges", "HostConfig.SecurityOpt.0=no-new-privileges" },
        { "--security-opt seccomp=unconfined", "HostConfig.SecurityOpt.0=seccomp=unconfined" },
        { "--security-opt systempaths=unconfined", "HostConfig.MaskedPaths=[] HostConfig.ReadonlyPaths=[]" },
        { "--sysctl net.ipv4.ip_forward=1", "HostConfig.Sysctls.net.ipv4.ip_forward=1" },
        { "--add-host a:10.0.0.1 --add-host b=[::1]", "HostConfig.ExtraHosts.0=a:10.0.0.1 HostConfig.ExtraHosts.1=b:::1" },
        { "--add-host c:host-gateway", "HostConfig.ExtraHosts.0=c:host-gateway" },
        { "--dns 1.1.1.1 --dns-search example.com --dns-option ndots:2 --dns-opt rotate", "HostConfig.Dns.0=1.1.1.1 HostConfig.DnsSearch.0=example.com HostConfig.DnsOptions.0=ndots:2 HostConfig.DnsOptions.1=rotate" },
        { "--dns-search example.com. --dns-search .", "HostConfig.DnsSearch.0=example.com HostConfig.DnsSearch.1=." },
        { "--expose 80 --expose 90-91/udp", "Config.ExposedPorts.0=80/tcp Config.ExposedPorts.1=90/udp Config.ExposedPorts.2=91/udp" },
        { "--network front --ip 10.0.0.9 --ip6 fd00::9 --network-alias web", "HostConfig.NetworkMode=front -Networks.default Networks.front.Aliases.0=web Networks.front.IPv4Address=10.0.0.9 Networks.front.IPv6Address=fd00::9" },
        { "--net host", "HostConfig.NetworkMode=host -Networks.default Networks.host" },
        { "--network front --net-alias web", "HostConfig.NetworkMode=front -Networks.default Networks.front.Aliases.0=web" },
        { "--network name=front,alias=a,alias=b,ip=10.0.0.9,mac-address=02:00:00:00:00:01,gw-priority=2,driver-opt=k=v", "HostConfig.NetworkMode=front -Networks.default Networks.front.Aliases.0=a Networks.front.Aliases.1=b Networks.front.IPv4Address=10.0.0.9 Networks.front.MacAddress=02:00:00:00:00:01 Networks.front.GwPriority=2 Networks.front.DriverOpts.k=v" },
        { "--network front --network back", "HostConfig.NetworkMode=front -Networks.default Networks.front Networks.back" },
        { "--link db:mysql", "HostConfig.Links.0=db:mysql" },
        { "--network front --link db:mysql", "HostConfig.NetworkMode=front -Networks.default Networks.front.Links.0=db:mysql" },
        { "--link-local-ip 169.254.1.1 --mac-address 02:00:00:00:00:01", "Networks.default.LinkLocalIPs.0=169.254.1.1 Networks.default.MacAddress=02:00:00:00:00:01" },
        { "-p 80", "Config.ExposedPorts.0=80/tcp HostConfig.PortBindings.80/tcp.0.HostPort=" },
        { "-p 8080:80/udp", "Config.ExposedPorts.0=80/udp HostConfig.PortBindings.80/udp.0.HostPort=8080" },
        { "-p 127.0.0.1::80", "Config.ExposedPorts.0=80/tcp HostConfig.PortBindings.80/tcp.0.HostIp=127.0.0.1" },
        { "-p [::1]:1:2", "Config.ExposedPorts.0=2/tcp HostConfig.PortBindings.2/tcp.0.HostIp=::1 HostConfig.PortBindings.2/tcp.0.HostPort=1" },
        { "-p 8000-8001:80-81", "Config.ExposedPorts.0=80/tcp Config.ExposedPorts.1=81/tcp HostConfig.PortBindings.80/tcp.0.HostPort=8000 HostConfig.PortBindings.81/tcp.0.HostPort=8001" },
        { "-p 8000-8009:80", "Config.ExposedPorts.0=80/tcp HostConfig.PortBindings.80/tcp.0.HostPort=8000-8009" },
        { "-p target=80,published=81,protocol=sctp", "Config.ExposedPorts.0=80/sctp HostConfig.PortBindings.80/sctp.0.HostPort=81" },
        { "-P", "HostConfig.PublishAllPorts=true" },
        { "--publish-all", "HostConfig.PublishAllPorts=true" },
        { "--device /dev/fuse", "HostConfig.Devices.0.PathOnHost=/dev/fuse HostConfig.Devices.0.PathInContainer=/dev/fuse HostConfig.Devices.0.CgroupPermissions=rwm" },
        { "--device /dev/sda:/dev/x:r", "HostConfig.Devices.0.PathOnHost=/dev/sda HostConfig.Devices.0.PathInContainer=/dev/x HostConfig.Devices.0.CgroupPermissions=r" },
        { "--device /dev/sda:rw", "HostConfig.Devices.0.PathOnHost=/dev/sda HostConfig.Devices.0.PathInContainer=/dev/sda HostConfig.Devices.0.CgroupPermissions=rw" },
        { "--mount type=bind,src=/a,dst=/b,ro,bind-propagation=rslave", "HostConfig.Mounts.0.Type=bind HostConfig.Mounts.0.Source=/a HostConfig.Mounts.0.Target=/b HostConfig.Mounts.0.ReadOnly=true HostConfig.Mounts.0.Options.bind-propagation=rslave" },
        { "--mount target=/b", "HostConfig.Mounts.0.Type=volume HostConfig.Mounts.0.Target=/b" },
        { "--mount source=v,target=/b,volume-nocopy,volume-label=a=b,volume-driver=local,volume-subpath=s", "HostConfig.Mounts.0.Type=volume HostConfig.Mounts.0.Source=v HostConfig.Mounts.0.Target=/b HostConfig.Mounts.0.Options.volume-nocopy=true HostConfig.Mounts.0.Options.volume-label/a=b HostConfig.Mounts.0.Options.volume-driver=local HostConfig.Mounts.0.Options.volume-subpath=s" },
        { "--mount type=volume,src=v,dst=/b,\"volume-opt=o=a,b\"", "HostConfig.Mounts.0.Type=volume HostConfig.Mounts.0.Source=v HostConfig.Mounts.0.Target=/b HostConfig.Mounts.0.Options.volume-opt/o=a,b" },
        { "--mount type=tmpfs,dst=/b,tmpfs-size=1m,tmpfs-mode=1770", "HostConfig.Mounts.0.Type=tmpfs HostConfig.Mounts.0.Target=/b HostConfig.Mounts.0.Options.tmpfs-size=1048576 HostConfig.Mounts.0.Options.tmpfs-mode=1770" },
        { "--mount type=bind,src=/a,dst=/b,readonly=true,bind-recursive=readonly,bind-propagation=rprivate,consistency=cached", "HostConfig.Mounts.0.Type=bind HostConfig.Mounts.0.Source=/a HostConfig.Mounts.0.Target=/b HostConfig.Mounts.0.ReadOnly=true HostConfig.Mounts.0.Options.bind-recursive=readonly HostConfig.Mounts.0.Options.bind-propagation=rprivate" },
        { "--storage-opt size=1G", "HostConfig.StorageOpt.size=1G" },
        { "--tmpfs /run:size=1m --tmpfs /tmp", "HostConfig.Tmpfs./run=size=1m HostConfig.Tmpfs./tmp=" },
        { "-v /a:/b:ro -v vol:/c -v /anon", "HostConfig.Binds.0=/a:/b:ro HostConfig.Binds.1=vol:/c Config.Volumes.0=/anon" },
        { "--volume-driver local --volumes-from other:ro", "HostConfig.VolumeDriver=local HostConfig.VolumesFrom.0=other:ro" },
        { "--device-cgroup-rule=c\u00a01:*\u00a0rwm", "HostConfig.DeviceCgroupRules.0=c\u00a01:*\u00a0rwm" },
        { "--health-cmd true --health-interval 1m30s --health-timeout 5s --health-start-period 1h --health-start-interval 500ms --health-retries 2", "Config.Healthcheck.Test.0=CMD-SHELL Config.Healthcheck.Test.1=true Config.Healthcheck.Interval=90000000000 Config.Healthcheck.Timeout=5000000000 Config.Healthcheck.StartPeriod=3600000000000 Config.Healthcheck.StartInterval=500000000 Config.Healthcheck.Retries=2" },
        { "--health-cmd= --health-interval 0s --health-retries 0", "" },
        { "--no-healthcheck --health-retries 0", "Config.Healthcheck.Test.0=NONE" },
        { "--blkio-weight 300 --blkio-weight-device /dev/sda:200", "HostConfig.BlkioWeight=300 HostConfig.BlkioWeightDevice.0.Path=/dev/sda HostConfig.BlkioWeightDevice.0.Weight=200" },
        { "--device-read-bps /dev/a:1mb --device-write-bps /dev/a:2", "HostConfig.BlkioDeviceReadBps.0.Path=/dev/a HostConfig.BlkioDeviceReadBps.0.Rate=1048576 HostConfig.BlkioDeviceWriteBps.0.Path=/dev/a HostConfig.BlkioDeviceWriteBps.0.Rate=2" },
        { "--device-read-iops /dev/a:10 --device-write-iops /dev/a:20", "HostConfig.BlkioDeviceReadIOps.0.Path=/dev/a HostConfig.BlkioDeviceReadIOps.0.Rate=10 HostConfig.BlkioDeviceWriteIOps.0.Path=/dev/a HostConfig.BlkioDeviceWriteIOps.0.Rate=20" },
        { "--cpu-period 50000 --cpu-quota 25000 --cpu-rt-period 1 --cpu-rt-runtime 2", "HostConfig.CpuPeriod=50000 HostConfig.CpuQuota=25000 HostConfig.CpuRealtimePeriod=1 HostConfig.CpuRealtimeRuntime=2" },
        { "-c 512", "HostConfig.CpuShares=512" },
        { "--cpus 1.5", "HostConfig.NanoCpus=1500000000" },
        { "--cpus 3/2", "HostConfig.NanoCpus=1500000000" },
        { "--cpuset-cpus 0-1 --cpuset-mems 0", "HostConfig.CpusetCpus=0-1 HostConfig.CpusetMems=0" },
        { "--kernel-memory 10m", "" },
        { "-m 512m", "HostConfig.Memory=536870912" },
        { "--memory 1.5GiB --memory-swap -1 --memory-reservation 100k --memory-swappiness 0", "HostConfig.Memory=1610612736 HostConfig.MemorySwap=-1 HostConfig.MemoryReservation=102400 HostConfig.MemorySwappiness=0" },
        { "--oom-kill-disable --oom-score-adj -500", "HostConfig.OomKillDisable=true HostConfig.OomScoreAdj=-500" },
        { "--pids-limit 100", "HostConfig.PidsLimit=100" },
        { "--shm-size 1g", "HostConfig.ShmSize=1073741824" },
        { "--ulimit nofile=10:20 --ulimit core=-1 --ulimit nofile=30", "HostConfig.Ulimits.0.Name=core HostConfig.Ulimits.0.Soft=-1 HostConfig.Ulimits.0.Hard=-1 HostConfig.Ulimits.1.Name=nofile HostConfig.Ulimits.1.Soft=30 HostConfig.Ulimits.1.Hard=30" },
        { "--cgroup-parent /a --cgroupns private", "HostConfig.CgroupParent=/a HostConfig.CgroupnsMode=private" },
        { "--ipc shareable --pid container:x --uts host --userns host --isolation default", "HostConfig.IpcMode=shareable HostConfig.PidMode=container:x HostConfig.UTSMode=host HostConfig.UsernsMode=host" },
        { "--name box --cidfile /tmp/cid", "Name=box HostConfig.ContainerIDFile=/tmp/cid" },
        { "--platform linux/arm64", "Platform.Os=linux Platform.Architecture=arm64" },
        { "--pull always -q --disable-content-trust=false --detach-keys ctrl-a --sig-proxy=false", "" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_flag_changes_what_it_is_about(string line, string members)
    {
        Dictionary<string, string> plain = Flat([]),
        changed = Flat(line.Split(' ').Select(word => word.Replace('\u00a0', ' ')).ToArray());
        string[] wanted = members.Replace('\u00a0', '\u0001').Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Replace('\u0001', ' ')).ToArray();
        foreach (string want in wanted)
        {
            if (want.StartsWith('-'))
            {
                Assert.DoesNotContain(changed.Keys, key => key.StartsWith(want[1..] + ".", StringComparison.Ordinal));
                continue;
            }
            int equals = want.IndexOf('=');
            string name = equals < 0 ? want : want[..equals];
            if (equals < 0)
                Assert.Contains(changed.Keys, key => key.StartsWith(name + ".", StringComparison.Ordinal));
            else
                Assert.Equal(want[(equals + 1)..], Assert.Contains(name, changed));
        }
        // And nothing else.
        string[] named = [.. wanted.Select(want => want.TrimStart('-'))
            .Select(want => want.Contains('=') ? want[..want.IndexOf('=')] : want)];
        string[] roots = [.. named.Select(name => string.Join('.',
            name.Split('.').Take(name.StartsWith("Networks", StringComparison.Ordinal)
            ? 2
            : name.StartsWith("Platform", StringComparison.Ordinal) || !name.Contains('.') ? 1 : 2)))];
        IEnumerable<string> others = changed.Where(
            pair => !plain.TryGetValue(pair.Key, out string? before) || before != pair.Value).Select(pair => pair.Key)
            .Concat(plain.Keys.Except(changed.Keys))
            .Where(key => !roots.Any(root => key == root || key.StartsWith(root + ".", StringComparison.Ordinal)));
        Assert.Empty(others);
    }

    [Fact]
    public void Every_flag_is_in_the_table()
    {
        // Whatever reads a file has a test of its own below; --gpus is refused.
        string[] elsewhere = ["env-file", "label-file", "gpus"];
        string[] words = [.. Table.SelectMany(row => ((string)row[0]).Split(' '))];
        Assert.Empty(RunFlags.OfRun.Where(flag => !elsewhere.Contains(flag.Name)).Where(flag =>
            !words.Any(word => word == "--" + flag.Name || word.StartsWith($"--{flag.Name}=", StringComparison.Ordinal)
                || (flag.Short != '\0' && word.Length > 1 && word[0] == '-' && word[1] != '-'
                && word.Contains(flag.Short)))).Select(flag => flag.Name));
    }

    [Fact]
    public void Without_flags_little_is_said()
    {
        ContainerRequest request = Parse("busybox", "ls", "-l");
        Assert.Equal("busybox", request.Config.Image);
        Assert.Equal(["ls", "-l"], request.Config.Cmd!);
        Assert.Null(request.Config.Entrypoint);
        Assert.Null(request.Config.Healthcheck);
        Assert.Null(request.Name);
        Assert.Equal((false, true, true),
            (request.Config.AttachStdin, request.Config.AttachStdout, request.Config.AttachStderr));
        Assert.Equal(("default", "no", 0L),
            (request.HostConfig.NetworkMode, request.HostConfig.RestartPolicy.Name, request.HostConfig.Memory));
        Assert.Equal(["default"], request.Networks.Keys);
    }

    [Fact]
    public void Files_of_variables_come_before_single_ones()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["env"], "\uFEFF# a comment\nA=1\n\n  B= x \nPATH\nNOT_IN_THIS_ENVIRONMENT\nC='q'\n");
        ContainerRequest request = Parse("--env-file", scratch["env"], "-e", "A=2", "busybox");
        Assert.Equal(
            ["A=2", "B= x ", "PATH=" + Environment.GetEnvironmentVariable("PATH"), "C='q'"], request.Config.Env);
        File.WriteAllText(scratch["labels"], "a=1\nb\n");
        request = Parse("--label-file", scratch["labels"], "-l", "a=2", "busybox");
        Assert.Equal("2", Assert.Single(request.Config.Labels).Value);
    }

    [Fact]
    public void A_seccomp_profile_is_read_at_once()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["profile.json"], "{ \"defaultAction\":\n \"SCMP_ACT_ALLOW\" }");
        ContainerRequest request = Parse("--security-opt", "seccomp=" + scratch["profile.json"], "busybox");
        Assert.Equal(["seccomp={\"defaultAction\":\"SCMP_ACT_ALLOW\"}"], request.HostConfig.SecurityOpt);
    }

    [Fact]
    public void A_path_that_begins_with_a_dot_is_relative_to_here() =>
        Assert.Equal([Path.GetFullPath("./x") + ":/y"], Parse("-v", "./x:/y", "busybox").HostConfig.Binds);

    internal static ContainerRequest Parse(params string[] words)
    {
        FlagValues flags = FlagParser.Parse(RunFlags.OfRun, words, mixed: false, out string[] rest);
        return RunRequest.Of(flags, rest);
    }

    /// <summary>Every member by its path: <c>HostConfig.Ulimits.0.Name</c>.</summary>
    private static Dictionary<string, string> Flat(string[] words)
    {
        var members = new Dictionary<string, string>();
        Add("", JsonSerializer.SerializeToNode(Parse([.. words, "busybox"])));
        return members;

        void Add(string path, JsonNode? node)
        {
            string below = path.Length == 0 ? "" : path + ".";
            if (node is JsonObject map)
            {
                foreach ((string name, JsonNode? value) in map)
                    Add(below + name, value);
            }
            else if (node is JsonArray { Count: > 0 } list)
            {
                for (int i = 0; i < list.Count; i++)
                    Add($"{below}{i}", list[i]);
            }
            else if (node is not null)
            {
                members[path] = node is JsonArray ? "[]" : node.ToString();
            }
        }
    }
}
