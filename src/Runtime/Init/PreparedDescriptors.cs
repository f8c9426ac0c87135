// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Runtime.Init;

/// <summary>
/// Descriptors the runtime opened for mounts before the plan was made, by the mount's index: the child inherits them.
/// A plan that is only to be looked at has none; its slots read -1.
/// </summary>
internal sealed record PreparedDescriptors
{
    /// <summary>Filled filesystems, detached.</summary>
    public IReadOnlyDictionary<int, int> Filesystems { get; init; } = new Dictionary<int, int>();

    /// <summary>User namespaces that say how an id-mapped mount shifts owners.</summary>
    public IReadOnlyDictionary<int, int> UserNamespaces { get; init; } = new Dictionary<int, int>();

    public static int NumberOf(IReadOnlyDictionary<int, int> descriptors, int mount) =>
        descriptors.TryGetValue(mount, out int number) ? number : -1;
}
