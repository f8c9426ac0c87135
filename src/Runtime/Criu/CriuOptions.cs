// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Runtime.Criu;

/// <summary>
/// criu_opts of CRIU's rpc.proto: the numbers are those of its fields. Which of them mean what: criu(8).
/// </summary>
internal sealed class CriuOptions
{
    /// <summary>As much as a report of an error in CRIU needs (criu(8), --verbosity).</summary>
    private const int LogEverything = 4;

    public ProtobufWriter Fields { get; } = new();

    /// <summary>What every dump and restore has.</summary>
    /// <param name="images">CRIU opens it as a descriptor of whoever asks.</param>
    /// <param name="logFile">A name in the work directory, else in that of the images.</param>
    /// <param name="root">Where the container's root is seen from CRIU.</param>
    public CriuOptions(OwnedFd images, string logFile, string root) =>
        Fields.Number(1, images.Number).Number(9, LogEverything).Text(10, logFile).Text(13, root)
            .Flag(24, true).Flag(12, true).Flag(50, true);

    /// <summary>The flags that `checkpoint` and `restore` share.</summary>
    public void Add(CriuFlags flags)
    {
        Fields.Flag(4, flags.ExternalUnixSockets).Flag(5, flags.TcpEstablished).Flag(7, flags.ShellJob)
            .Flag(8, flags.FileLocks).Flag(16, flags.AutoDedup).Flag(48, flags.LazyPages)
                .Number(38, flags.EmptyNamespaces);
        if (flags.ManageCgroupsMode is { } mode)
        {
            Fields.Number(34, mode);
        }
    }

    public void WorkDirectory(OwnedFd directory) => Fields.Number(17, directory.Number);

    public void Pid(int pid) => Fields.Number(2, pid);

    public void LeaveRunning(bool leave) => Fields.Flag(3, leave);

    public void TcpSkipInFlight(bool skip) => Fields.Flag(46, skip);

    public void LinkRemap(bool remap) => Fields.Flag(18, remap);

    public void EvasiveDevices() => Fields.Flag(6, true);

    /// <summary>The restored process becomes a child of whoever asks, and not of CRIU.</summary>
    public void RestoreSibling() => Fields.Flag(26, true);

    public void PageServer(string address, int port) =>
        Fields.Message(11, new ProtobufWriter().Text(1, address).Number(2, port));

    public void ParentImage(string path) => Fields.Text(14, path);

    public void TrackMemory() => Fields.Flag(15, true);

    /// <summary>
    /// A mount whose source is not the container's: at a dump its place and a name, at a restore that name and the
    /// source.
    /// </summary>
    public void ExternalMount(string key, string value) =>
        Fields.Message(23, new ProtobufWriter().Text(1, key).Text(2, value));

    public void CgroupRoot(string controller, string path) =>
        Fields.Message(25, new ProtobufWriter().Text(1, controller).Text(2, path));

    public void InheritFd(string key, int fd) => Fields.Message(27, new ProtobufWriter().Text(1, key).Number(2, fd));

    public void External(string what) => Fields.Text(37, what);

    public void JoinNamespace(string type, string path) =>
        Fields.Message(39, new ProtobufWriter().Text(1, type).Text(2, path));

    public void FreezeCgroup(string directory) => Fields.Text(44, directory);

    public void StatusFd(int fd) => Fields.Number(49, fd);

    public void ConfigFile(string path) => Fields.Text(51, path);

    public void LsmProfile(string profile) => Fields.Text(53, profile);

    public void LsmMountContext(string context) => Fields.Text(63, context);
}
