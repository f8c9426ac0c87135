// SPDX-License-Identifier: Apache-2.0
namespace Husk.Conformance.Fixture;

/// <summary>
/// Starts a command in a mount namespace of its own, where a test may mount what the host must not see.
/// </summary>
internal static class PrivateMounts
{
    /// <param name="script">Shell code that mounts.</param>
    /// <param name="propagation">Of the namespace's mounts: unshare(1), `--propagation`.</param>
    public static Launch After(string script, string propagation = "private") =>
        In(propagation, script + "\nexec \"$@\"");

    /// <summary>The same, with shell code that looks at the namespace when the command has ended.</summary>
    public static Launch Around(string before, string after, string propagation = "private") =>
        In(propagation, $"{before}\n\"$@\" || true\n{after}");

    private static Launch In(string propagation, string script) =>
        new() { Wrapper = ["unshare", "--mount", "--propagation", propagation, "/bin/sh", "-ec", script, "sh"] };
}
