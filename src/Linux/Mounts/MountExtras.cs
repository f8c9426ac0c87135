// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Linux.Mounts;

/// <summary>Options that no kernel flag stands for: the runtime itself acts on them.</summary>
[Flags]
public enum MountExtras
{
    None = 0,

    /// <summary>
    /// <c>tmpcopyup</c>: the new tmpfs starts with what the directory below it held. runtime-spec, MAY.
    /// </summary>
    TmpCopyUp = 1,

    /// <summary><c>copy-symlink</c>: a source that is a symlink is recreated, not mounted. Source: crun(1).</summary>
    CopySymlink = 2,

    /// <summary><c>src-nofollow</c>: a source that is a symlink is mounted itself. Source: crun(1).</summary>
    SourceNoFollow = 4,

    /// <summary>
    /// <c>dest-nofollow</c>: a destination that is a symlink is mounted over, not followed. Source: crun(1).
    /// </summary>
    DestinationNoFollow = 8,
}
