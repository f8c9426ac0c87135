// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Seccomp;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// Whoever answers for the calls of a profile's SCMP_ACT_NOTIFY rules, at the socket `linux.seccomp.listenerPath`.
/// </summary>
internal static class SeccompListener
{
    /// <summary>
    /// The name of the descriptor in the message (runtime-spec config-linux.md, The Container Process State).
    /// </summary>
    private const string DescriptorName = "seccompFd";

    /// <summary>
    /// Waits until the process has loaded its filter, and sends the listener the filter's descriptor.
    /// </summary>
    /// <param name="filter">The filter; nothing happens unless it asks a listener.</param>
    /// <param name="process">The process that loads it.</param>
    /// <param name="record">Its container.</param>
    /// <param name="status">What the container is doing.</param>
    /// <param name="interrupts">Signals that end the wait.</param>
    /// <exception cref="SyscallException">Nobody listens.</exception>
    public static void Tell(
        CompiledSeccomp filter,
        InitProcess process,
        ContainerRecord record,
        ContainerStatus status,
        Interrupts interrupts)
    {
        if (filter.ListenerPath is not { } path)
        {
            return;
        }

        int number = process.Await(SyncPoint.Notify, interrupts);
        using OwnedFd notifications = PidFd.TakeFd(process.Pidfd, number);
        var message = new ContainerProcessState
        {
            OciVersion = record.OciVersion,
            Fds = [DescriptorName],
            Pid = process.Pid,
            Metadata = filter.ListenerMetadata,
            State = StateStore.Describe(record, status),
        };
        using OwnedFd connection = UnixSocket.Connect(Path.Combine(record.Bundle, path));
        UnixSocket.SendFds(connection, RuntimeSpecJson.Write(message), [notifications.Number]);
        process.Go();
    }
}
