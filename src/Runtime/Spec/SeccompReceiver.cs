// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>
/// `run.oci.seccomp.receiver`: the profile comes from one author, who cannot know where the listener of another is. The
/// annotation says it, and becomes the profile's listenerPath.
/// </summary>
internal static class SeccompReceiver
{
    /// <exception cref="SpecException">The path is not absolute.</exception>
    public static RuntimeSpec Expand(RuntimeSpec spec)
    {
        if (spec.Linux?.Seccomp is not { ListenerPath: "" } profile
            || !spec.Annotations.TryGetValue(CrunAnnotations.SeccompReceiver, out string? path))
        {
            return spec;
        }

        return path.StartsWith('/')
            ? spec with { Linux = spec.Linux with { Seccomp = profile with { ListenerPath = path } } }
            : throw SpecException.At(
                $"$.annotations[\"{CrunAnnotations.SeccompReceiver}\"]",
                $"{JsonText.Quoted(path)} is not an absolute path");
    }
}
