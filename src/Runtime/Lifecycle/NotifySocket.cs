// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.IO;
using System.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// sd_notify(3) for a container: systemd listens to the process that it started, which is the runtime, so the container
/// has a socket of its own, and the runtime passes on that it is ready and which process is the main one.
/// </summary>
/// <remarks>
/// Source: sd_notify(3), NOTIFY_SOCKET, READY, MAINPID, BARRIER; opencontainers/runc, notify_socket.go.
/// </remarks>
internal sealed class NotifySocket : IDisposable
{
    private const string Variable = "NOTIFY_SOCKET";
    private const int Everybody = 0x1FF; // 0777

    /// <summary>How long the service manager has to close the descriptor of BARRIER=1.</summary>
    private static readonly TimeSpan BarrierLimit = TimeSpan.FromSeconds(30);

    private readonly OwnedFd _host;

    private NotifySocket(OwnedFd socket, OwnedFd host) => (Socket, _host) = (socket, host);

    /// <summary>Where the container's datagrams come; readable when one has.</summary>
    public OwnedFd Socket { get; }

    private static string? Host => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } host ? host : null;

    /// <summary>
    /// The socket's path in a container. For systemd's own sockets that is runc's: a systemd in the container has its
    /// own at the host's path. For others it is crun's, in a directory by the name of the caller's socket.
    /// </summary>
    public static string? PlaceIn(Bundle bundle) => bundle.Spec.Process is null || Host is not { } host ? null
        : host[0] != '/' || host.StartsWith("/run/systemd/", StringComparison.Ordinal)
            || host.StartsWith("/run/user/", StringComparison.Ordinal)
            ? "/run/notify/notify.sock"
            : ContainerPath.Clean(host) + "/notify";

    /// <summary>
    /// The bundle with the socket's directory among its mounts, when the caller's manager listens; the directory is
    /// made.
    /// </summary>
    public static Bundle Announce(Bundle bundle, Reservation state, string directory)
    {
        if (PlaceIn(bundle) is not { } place)
        {
            return bundle;
        }

        At.Mkdir(state.Directory, StateLayout.Notify, 0x1ED);
        return WithMount(bundle, place, directory);
    }

    /// <summary>The bundle as <see cref="Announce"/> gave it when the container was made.</summary>
    public static Bundle AnnounceAgain(Bundle bundle, ContainerRecord container, string directory) =>
        container.NotifySocket is { } place ? WithMount(bundle, place, directory) : bundle;

    private static Bundle WithMount(Bundle bundle, string place, string directory)
    {
        Process process = bundle.Spec.Process!;
        var mount = new Mount
        {
            Destination = Path.GetDirectoryName(place)!,
            Source = $"{directory}/{StateLayout.Notify}",
            Options = ["bind", "nosuid", "noexec", "nodev", "ro"],
        };
        return bundle with
        {
            Spec = bundle.Spec with
            {
                Mounts = [.. bundle.Spec.Mounts, mount],
                Process = process with { Env = [.. process.Env, $"{Variable}={place}"] },
            },
        };
    }

    /// <summary>
    /// Begins to listen for a container that <see cref="Announce"/> prepared; null for any other, and when nobody
    /// listens to the runtime.
    /// </summary>
    public static NotifySocket? Listen(StateStore store, ContainerRecord container, ILog log)
    {
        if (Host is not { } host || container.NotifySocket is not { } place)
        {
            return null;
        }

        // By its directory's descriptor: an address has room for 107 bytes (unix(7)).
        string directory = $"{store.DirectoryOf(container.Id)}/{StateLayout.Notify}";
        string name = Path.GetFileName(place);
        using OwnedFd holder = At.Open(BorrowedFd.Cwd, directory, Abi.O_PATH | Abi.O_DIRECTORY);
        At.UnlinkIfThere(holder, name);
        OwnedFd socket = UnixSocket.BindDatagram($"/proc/self/fd/{holder.Number}/{name}");
        try
        {
            At.Chmod(holder, name, Everybody);
            return new NotifySocket(socket, UnixSocket.ConnectDatagram(host));
        }
        catch (SyscallException e) when (e.Errno is Abi.ENOENT or Abi.ECONNREFUSED)
        {
            socket.Dispose();
            log.Warn($"nobody is told when the container is ready: {Variable}: {e.Message}");
            return null;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Waits until the container has said that it is ready, or has ended, and passes it on.</summary>
    /// <param name="pid">The container's process.</param>
    /// <param name="log">Is told when the manager does not answer.</param>
    public void Serve(int pid, ILog log)
    {
        using OwnedFd? process = PidFd.TryOpen(pid);
        if (process is null)
        {
            return;
        }

        Span<PollEntry> entries = [new(Socket, PollEvents.Readable), new(process, PollEvents.Readable)];
        while (true)
        {
            Poll.Wait(entries);
            if (entries[0].Came != 0 && Forward(pid) is { } barrier)
            {
                Await(barrier, log);
                return;
            }

            if (entries[0].Came == 0 && entries[1].Came != 0)
            {
                return;
            }
        }
    }

    /// <summary>Takes one datagram; when it says READY, tells the manager so, and the main process.</summary>
    /// <returns>What <see cref="Await"/> waits for; null when it was something else, which stays in the
    /// container.</returns>
    public OwnedFd? Forward(int mainPid)
    {
        byte[] datagram = new byte[4096];
        string text = Encoding.UTF8.GetString(datagram, 0, Fd.Read(Socket, datagram));
        string? ready = Array.Find(text.Split('\n'), line => line.StartsWith("READY=", StringComparison.Ordinal));
        if (ready is null)
        {
            return null;
        }

        Send(ready);
        Send("MAINPID=" + mainPid.ToString(CultureInfo.InvariantCulture));
        Pipe pipe = Pipe.Open();
        using (pipe.WriteEnd)
        {
            UnixSocket.SendFds(_host, "BARRIER=1"u8, [pipe.WriteEnd.Number]);
        }

        return pipe.ReadEnd;
    }

    /// <summary>
    /// Until the manager has read all that was sent: it finds out who sent something while the sender is there.
    /// </summary>
    public static void Await(OwnedFd barrier, ILog log)
    {
        using (barrier)
        {
            if (!Poll.UntilReadable(barrier, BarrierLimit))
            {
                log.Warn("Timeout after waiting 30s for barrier. Ignored.");
            }
        }
    }

    public void Dispose()
    {
        Socket.Dispose();
        _host.Dispose();
    }

    private void Send(string line) => Fd.WriteAll(_host, Encoding.UTF8.GetBytes(line + "\n"));
}
