// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.State;

/// <summary>The names in a container's directory, <c>ROOT/ID/</c>.</summary>
internal static class StateLayout
{
    /// <summary>Others may pass through to what they were handed, but not look around.</summary>
    public const uint DirectoryMode = 0x1c9; // 0711

    /// <summary>A <see cref="ContainerRecord"/>. Without it there is no container.</summary>
    public const string Record = "state.json";

    /// <summary>A symlink to <see cref="Record"/> once the container is made: what crun calls it.</summary>
    public const string Status = "status";

    /// <summary>
    /// The configuration the container was made from: later edits in the bundle do not reach it (runtime.md,
    /// "Lifecycle").
    /// </summary>
    public const string Config = "config.json";

    /// <summary>The limits in force, once an update has changed those of <see cref="Config"/>.</summary>
    public const string Resources = "resources.json";

    /// <summary>A named pipe that the init process waits at; start takes it away.</summary>
    public const string Fifo = "exec.fifo";

    /// <summary>A directory that the container sees; in it a socket for sd_notify(3).</summary>
    public const string Notify = "notify";

    /// <summary>In the root, beside the containers: compiled seccomp filters. No id has an @ in it.</summary>
    public const string SeccompCache = ".@seccomp";

    /// <summary>Whether an entry is one that a create which was cut short can have left.</summary>
    public static bool CanBeLeftOver(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("config.json"u8)
        || name.SequenceEqual("status"u8)
        || name.SequenceEqual("exec.fifo"u8)
        || name.SequenceEqual("notify"u8)
        || name.SequenceEqual("criu-root"u8)
        || name.StartsWith(".tmp-"u8);
}
