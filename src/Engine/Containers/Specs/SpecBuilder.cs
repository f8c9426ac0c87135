// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Containers.Specs.Profiles;
using Husk.Oci.RuntimeSpec;
using Spec = Husk.Oci.RuntimeSpec.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>
/// From a container as docker describes it to a container as a runtime makes it. Pure: no file is looked at.
/// </summary>
/// <remarks>
/// What docker's engine 28 does with the same request, but for what <c>docs/security.md</c> lists under "Defaults of
/// husk".
/// </remarks>
public static class SpecBuilder
{
    /// <exception cref="EngineException">Something that was asked for cannot be: InvalidArgument, in docker's
    /// words.</exception>
    public static Spec Build(SpecRequest request)
    {
        Container container = request.Container;
        HostConfig host = container.HostConfig;
        SecurityOptions security = SecurityOptions.Parse(host.SecurityOpt);
        string[] capabilities = CapabilityNames.Of(host, request.Host);
        Mount[] mounts = MountList.Of(request, security);
        SelinuxLabels selinux = SelinuxLabels.Of(request, security);

        return new Spec
        {
            // Nothing below is younger; a runtime refuses what is younger than itself.
            OciVersion = "1.1.0",
            Root = new Root { Path = request.RootfsPath, Readonly = host.ReadonlyRootfs },
            Hostname = host.UTSMode == "host" ? "" : container.Config.Hostname,
            Domainname = host.UTSMode == "host" ? "" : container.Config.Domainname,
            Mounts = mounts,
            Annotations = host.Annotations,
            Process = new Process
            {
                Terminal = container.Config.Tty,
                ConsoleSize = container.Config.Tty ? request.ConsoleSize : null,
                User = request.User,
                Args = ProcessArguments.Of(container, request.InitProgram),
                Env = ProcessEnvironment.Of(container.Config, request.LinkEnvironment),
                Cwd = container.Config.WorkingDir.Length > 0 ? container.Config.WorkingDir : "/",
                Capabilities = new Capabilities
                {
                    Bounding = capabilities,
                    Effective = capabilities,
                    Permitted = capabilities,
                },
                Rlimits = RlimitList.Of(host.Ulimits),
                NoNewPrivileges = security.NoNewPrivileges,
                ApparmorProfile = ApparmorProfile.Of(security.Apparmor, host.Privileged, request.Host.Apparmor),
                SelinuxLabel = selinux.Process,
                OomScoreAdj = host.OomScoreAdj,
            },
            Linux = new LinuxSpec
            {
                Namespaces = NamespaceList.Of(request),
                Devices = DeviceList.Nodes(host, request.Devices),
                CgroupsPath = CgroupsPath(container.Id, host.CgroupParent, request.Host),
                Resources = ResourceLimits.Of(host, request.Devices) with
                {
                    Devices = DeviceList.Rules(host, request.Devices),
                },
                RootfsPropagation = MountList.RootfsPropagation(mounts),
                Seccomp = SeccompChoice.Of(security, host.Privileged, capabilities, request.Host),
                Sysctl = SysctlList.Of(host),
                MaskedPaths = ProtectedPaths.Masked(host, request.Host),
                ReadonlyPaths = ProtectedPaths.Readonly(host),
                MountLabel = selinux.Mount,
            },
        };
    }

    /// <summary>
    /// Below /husk, or below the parent that was asked for; with systemd as a scope of a slice (runtime-spec
    /// config-linux.md, "cgroupsPath"). A path is taken from the root whatever it says: <c>..</c> does not lead out of
    /// it.
    /// </summary>
    public static string CgroupsPath(string id, string parent, HostFacts facts)
    {
        if (facts.CgroupsBySystemd)
            return $"{(parent.Length > 0 ? parent : "system.slice")}:husk:{id}";
        string path = ContainerPath.Clean("/" + (parent.Length > 0 ? parent : CgroupParent.Default));
        return path == "/" ? "/" + id : $"{path}/{id}";
    }
}
