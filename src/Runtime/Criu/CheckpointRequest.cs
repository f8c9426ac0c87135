// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;
namespace Husk.Runtime.Criu;

/// <summary>What `checkpoint` is asked for.</summary>
internal sealed record CheckpointRequest : CriuFlags
{
    [SetsRequiredMembers]
    public CheckpointRequest(CriuFlags flags)
        : base(flags)
    {
    }

    /// <summary>The images of an earlier `--pre-dump`, relative to <see cref="CriuFlags.ImagePath"/>.</summary>
    public string? ParentPath { get; init; }

    /// <summary>Where that is, as an absolute path: the images' own directory may be made only later.</summary>
    public string? ParentDirectory { get; init; }

    public bool LeaveRunning { get; init; }

    public bool TcpSkipInFlight { get; init; }

    public bool LinkRemap { get; init; }

    /// <summary>Only the memory, of a container that goes on.</summary>
    public bool PreDump { get; init; }

    /// <summary>
    /// A descriptor of the caller that gets a NUL when the server of lazy pages is ready; null for none.
    /// </summary>
    public int? StatusFd { get; init; }

    /// <summary>Who takes the memory's pages.</summary>
    public (string Address, int Port)? PageServer { get; init; }
}
