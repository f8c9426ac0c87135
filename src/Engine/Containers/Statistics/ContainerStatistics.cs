// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Statistics;

/// <summary>What a running container has used, up to one moment.</summary>
public sealed record ContainerStatistics
{
    /// <summary>Nanoseconds of processor time of the container, and of the whole machine with its idle time.</summary>
    public ulong CpuTime { get; init; }

    /// <inheritdoc cref="CpuTime"/>
    public ulong MachineTime { get; init; }

    public int Processors { get; init; }

    /// <summary>Bytes, without pages of files that nobody has used for a while.</summary>
    public ulong Memory { get; init; }

    /// <summary>Bytes; the machine's where there is no limit.</summary>
    public ulong MemoryLimit { get; init; }

    /// <summary>Bytes in and out over all interfaces but the loopback.</summary>
    public ulong Received { get; init; }

    /// <inheritdoc cref="Received"/>
    public ulong Sent { get; init; }

    /// <summary>Bytes from and to block devices.</summary>
    public ulong Read { get; init; }

    /// <inheritdoc cref="Read"/>
    public ulong Written { get; init; }

    /// <summary>Processes and threads.</summary>
    public ulong Pids { get; init; }

    /// <summary>Processor time since an earlier moment: 100 is one processor without a pause.</summary>
    public double CpuPercent(ContainerStatistics earlier)
    {
        double own = (double)CpuTime - earlier.CpuTime, machine = (double)MachineTime - earlier.MachineTime;
        return own > 0 && machine > 0 ? own / machine * Processors * 100 : 0;
    }

    public double MemoryPercent => MemoryLimit == 0 ? 0 : (double)Memory / MemoryLimit * 100;
}
