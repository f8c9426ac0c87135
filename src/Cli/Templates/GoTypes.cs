// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Cli.Templates;

/// <summary>
/// The structures that docker's client 28 gives to a template (moby's api/types; docker/cli's command/system): their
/// fields, in order. <c>*T</c> is a pointer, <c>[T]</c> a list, <c>{T}</c> a map by texts and <c>(T)</c> one by ports;
/// <c>Name=key</c> is called otherwise in the JSON.
/// </summary>
internal static class GoTypes
{
    private static readonly Dictionary<string, string> Declarations = new(StringComparer.Ordinal)
    {
        ["Container"] = """
            ID=Id Created Path text; Args [text]; State *State; Image ResolvConfPath HostnamePath HostsPath LogPath Name text;
            RestartCount number; Driver Platform MountLabel ProcessLabel AppArmorProfile text; ExecIDs [text];
            HostConfig *HostConfig; GraphDriver GraphDriver; SizeRw SizeRootFs *number; Mounts [Mount]; Config *Config;
            NetworkSettings *NetworkSettings; ImageManifestDescriptor *Descriptor
            """,
        ["State"] = """
            Status text; Running Paused Restarting OOMKilled Dead truth; Pid ExitCode number; Error StartedAt FinishedAt text;
            Health *Health
            """,
        ["Health"] = "Status text; FailingStreak number; Log [*Probe]",
        ["Probe"] = "Start End time; ExitCode number; Output text",
        ["GraphDriver"] = "Data {text}; Name text",
        ["Mount"] = "Type Name Source Destination Driver Mode text; RW truth; Propagation text",
        ["Config"] = """
            Hostname Domainname User text; AttachStdin AttachStdout AttachStderr truth; ExposedPorts (Nothing);
            Tty OpenStdin StdinOnce truth; Env Cmd [text]; Healthcheck *Healthcheck; ArgsEscaped truth; Image text;
            Volumes {Nothing}; WorkingDir text; Entrypoint [text]; NetworkDisabled truth; MacAddress text; OnBuild [text];
            Labels {text}; StopSignal text; StopTimeout *number; Shell [text]
            """,
        ["Nothing"] = "",
        ["Healthcheck"] = "Test [text]; Interval Timeout StartPeriod StartInterval duration; Retries number",
        ["HostConfig"] = """
            Binds [text]; ContainerIDFile text; LogConfig LogConfig; NetworkMode text; PortBindings ([PortBinding]);
            RestartPolicy RestartPolicy; AutoRemove truth; VolumeDriver text; VolumesFrom [text]; ConsoleSize [number];
            Annotations {text}; CapAdd CapDrop [text]; CgroupnsMode text; DNS=Dns DNSOptions=DnsOptions DNSSearch=DnsSearch
            ExtraHosts GroupAdd [text]; IpcMode Cgroup text; Links [text]; OomScoreAdj number; PidMode text;
            Privileged PublishAllPorts ReadonlyRootfs truth; SecurityOpt [text]; StorageOpt Tmpfs {text};
            UTSMode UsernsMode text; ShmSize number; Sysctls {text}; Runtime Isolation text;
            CPUShares=CpuShares Memory NanoCPUs=NanoCpus number; CgroupParent text; BlkioWeight number;
            BlkioWeightDevice [WeightDevice]; BlkioDeviceReadBps BlkioDeviceWriteBps BlkioDeviceReadIOps
            BlkioDeviceWriteIOps [ThrottleDevice]; CPUPeriod=CpuPeriod CPUQuota=CpuQuota
            CPURealtimePeriod=CpuRealtimePeriod CPURealtimeRuntime=CpuRealtimeRuntime number; CpusetCpus CpusetMems text;
            Devices [Device]; DeviceCgroupRules [text]; DeviceRequests [DeviceRequest];
            KernelMemory KernelMemoryTCP MemoryReservation MemorySwap number; MemorySwappiness *number;
            OomKillDisable *truth; PidsLimit *number; Ulimits [Ulimit]; CPUCount=CpuCount CPUPercent=CpuPercent
            IOMaximumIOps IOMaximumBandwidth number; Mounts [MountRequest]; MaskedPaths ReadonlyPaths [text]; Init *truth
            """,
        ["LogConfig"] = "Type text; Config {text}",
        ["RestartPolicy"] = "Name text; MaximumRetryCount number",
        ["PortBinding"] = "HostIP=HostIp HostPort text",
        ["WeightDevice"] = "Path text; Weight number",
        ["ThrottleDevice"] = "Path text; Rate number",
        ["Device"] = "PathOnHost PathInContainer CgroupPermissions text",
        ["DeviceRequest"] = "Driver text; Count number; DeviceIDs [text]; Capabilities [[text]]; Options {text}",
        ["Ulimit"] = "Name text; Hard Soft number",
        ["MountRequest"] = """
            Type Source Target text; ReadOnly truth; Consistency text; BindOptions VolumeOptions ImageOptions TmpfsOptions
            ClusterOptions any
            """,
        ["NetworkSettings"] = """
            Bridge SandboxID SandboxKey text; Ports ([PortBinding]); HairpinMode truth; LinkLocalIPv6Address text;
            LinkLocalIPv6PrefixLen number; SecondaryIPAddresses SecondaryIPv6Addresses [any];
            EndpointID Gateway GlobalIPv6Address text; GlobalIPv6PrefixLen number; IPAddress text; IPPrefixLen number;
            IPv6Gateway MacAddress text; Networks {*Endpoint}
            """,
        ["Endpoint"] = """
            IPAMConfig *EndpointIPAM; Links Aliases [text]; MacAddress text; DriverOpts {text}; GwPriority number;
            NetworkID EndpointID Gateway IPAddress text; IPPrefixLen number; IPv6Gateway GlobalIPv6Address text;
            GlobalIPv6PrefixLen number; DNSNames [text]
            """,
        ["EndpointIPAM"] = "IPv4Address IPv6Address text; LinkLocalIPs [text]",
        ["Image"] = """
            ID=Id text; RepoTags RepoDigests [text]; Parent Comment Created Container text; ContainerConfig *Config;
            DockerVersion Author text; Config *ImageConfig; Architecture Variant Os OsVersion text; Size VirtualSize number;
            GraphDriver GraphDriver; RootFS RootFS; Metadata ImageMetadata; Descriptor *Descriptor; Manifests [any]
            """,
        ["ImageConfig"] = """
            User text; ExposedPorts {Nothing}; Env Entrypoint Cmd [text]; Volumes {Nothing}; WorkingDir text; Labels {text};
            StopSignal text; ArgsEscaped truth; Healthcheck *Healthcheck; OnBuild Shell [text]
            """,
        ["RootFS"] = "Type text; Layers [text]",
        ["ImageMetadata"] = "LastTagTime time",
        ["Descriptor"] = """
            MediaType=mediaType Digest=digest text; Size=size number; URLs=urls [text]; Annotations=annotations {text};
            Data=data text; Platform=platform any; ArtifactType=artifactType text
            """,
        ["Network"] = """
            Name ID=Id text; Created time; Scope Driver text; EnableIPv4 EnableIPv6 truth; IPAM IPAM;
            Internal Attachable Ingress truth; ConfigFrom ConfigFrom; ConfigOnly truth; Containers {NetworkContainer};
            Options Labels {text}; Peers [any]; Services {any}
            """,
        ["IPAM"] = "Driver text; Options {text}; Config [IPAMConfig]",
        ["IPAMConfig"] = "Subnet IPRange Gateway text; AuxAddress=AuxiliaryAddresses {text}",
        ["ConfigFrom"] = "Network text",
        ["NetworkContainer"] = "Name EndpointID MacAddress IPv4Address IPv6Address text",
        ["Volume"] = """
            ClusterVolume any; CreatedAt Driver text; Labels {text}; Mountpoint Name text; Options {text}; Scope text;
            Status {any}; UsageData *VolumeUsage
            """,
        ["VolumeUsage"] = "RefCount Size number",
        ["Version"] = "Client ClientVersion; Server *ServerVersion",
        ["ClientVersion"] = """
            Platform *Platform; Version APIVersion=ApiVersion DefaultAPIVersion GitCommit GoVersion Os Arch BuildTime Context
            text
            """,
        ["Platform"] = "Name text",
        ["ServerVersion"] = """
            Platform Platform; Components [Component]; Version APIVersion=ApiVersion MinAPIVersion GitCommit GoVersion Os Arch
            KernelVersion text; Experimental truth; BuildTime text
            """,
        ["Component"] = "Name Version text; Details {text}",
        ["Facts"] = """
            ID text; Containers ContainersRunning ContainersPaused ContainersStopped Images number; Driver text;
            DriverStatus SystemStatus [[text]]; Plugins Plugins; MemoryLimit SwapLimit KernelMemory KernelMemoryTCP
            CPUCfsPeriod=CpuCfsPeriod CPUCfsQuota=CpuCfsQuota CPUShares CPUSet PidsLimit IPv4Forwarding Debug truth;
            NFd number; OomKillDisable truth; NGoroutines number; SystemTime LoggingDriver CgroupDriver CgroupVersion text;
            NEventsListener number; KernelVersion OperatingSystem OSVersion OSType Architecture IndexServerAddress text;
            RegistryConfig *RegistryConfig; NCPU MemTotal number; GenericResources [any]; DockerRootDir HTTPProxy=HttpProxy
            HTTPSProxy=HttpsProxy NoProxy Name text; Labels [text]; ExperimentalBuild truth; ServerVersion text;
            Runtimes {Runtime}; DefaultRuntime text; Swarm Swarm; LiveRestoreEnabled truth; Isolation InitBinary text;
            ContainerdCommit RuncCommit InitCommit Commit; SecurityOptions [text]; ProductLicense text;
            DefaultAddressPools [any]; FirewallBackend *FirewallBackend; CDISpecDirs Warnings ServerErrors [text];
            ClientInfo *ClientFacts; UserName text; ClientErrors [text]
            """,
        ["Plugins"] = "Volume Network Authorization Log [text]",
        ["RegistryConfig"] = "InsecureRegistryCIDRs [text]; IndexConfigs {*RegistryIndex}; Mirrors [text]",
        ["RegistryIndex"] = "Name text; Mirrors [text]; Secure Official truth",
        ["Runtime"] = "Path=path text; Args=runtimeArgs [text]; Type text; Options=options {any}; Status=status {text}",
        ["Swarm"] = """
            NodeID NodeAddr LocalNodeState text; ControlAvailable truth; Error text; RemoteManagers [any];
            Nodes Managers number; Cluster any; Warnings [text]
            """,
        ["Commit"] = "ID Expected text",
        ["FirewallBackend"] = "Driver text; Info [[text]]",
        ["ClientFacts"] = """
            Debug truth; Platform *Platform; Version APIVersion=ApiVersion DefaultAPIVersion GitCommit GoVersion Os Arch
            BuildTime Context text; Plugins [any]; Warnings [text]
            """,
        ["Event"] = """
            Status ID From Type Action text; Actor Actor; Scope text; Time TimeNano number
            """,
        ["Actor"] = "ID text; Attributes {text}",
    };

    public static readonly GoType Container = Structure("Container");
    public static readonly GoType Image = Structure("Image");
    public static readonly GoType Network = Structure("Network");
    public static readonly GoType Volume = Structure("Volume");
    public static readonly GoType Version = Structure("Version");
    public static readonly GoType Facts = Structure("Facts");
    public static readonly GoType Event = Structure("Event");

    public static IReadOnlyList<GoField> FieldsOf(string structure)
    {
        var fields = new List<GoField>();
        foreach (string group in Declarations[structure].Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = group.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            GoType type = Parse(words[^1]);
            fields.AddRange(words.SkipLast(1).Select(word => word.Split('='))
                .Select(names => new GoField(names[0], names[^1], type)));
        }
        return fields;
    }

    private static GoType Structure(string name) => new(GoKind.Structure, name);

    private static GoType Parse(string type) => type switch
    {
        "text" => new GoType(GoKind.Text),
        "number" => new GoType(GoKind.Number),
        "truth" => new GoType(GoKind.Truth),
        "time" => new GoType(GoKind.Time),
        "duration" => new GoType(GoKind.Duration),
        "any" => new GoType(GoKind.Any),
        ['*', .. var target] => new GoType(GoKind.Pointer, Item: Parse(target)),
        ['[', .. var item, ']'] => new GoType(GoKind.List, Item: Parse(item)),
        ['{', .. var item, '}'] => new GoType(GoKind.Map, Item: Parse(item)),
        ['(', .. var item, ')'] => new GoType(GoKind.PortMap, Item: Parse(item)),
        _ => Structure(type),
    };
}
