// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Conformance.Fixture;

/// <summary>The OCI runtime on trial: RUNTIME, or the husk-oci that make has put into out/bin.</summary>
internal static class RuntimeBinary
{
    public static string Path { get; } = Locate();

    public static bool IsRunc => Name == "runc";

    /// <summary>
    /// RUN_DIFFERING=1 runs the tests a runtime is known to fail as well: to see that they still fail.
    /// </summary>
    public static bool RunsDiffering => Environment.GetEnvironmentVariable("RUN_DIFFERING") == "1";

    /// <summary>
    /// SYSTEMD_CGROUP=1 has systemd make the cgroups of every container, by --systemd-cgroup: in the lab (docs/lab.md).
    /// </summary>
    public static bool UsesSystemd => Environment.GetEnvironmentVariable("SYSTEMD_CGROUP") == "1";

    private static string Name => System.IO.Path.GetFileName(Path);

    /// <summary>
    /// The program that is executed, symbolic links followed: whose bytes a container must not change.
    /// </summary>
    public static string Executable =>
        File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path;

    public static void Require()
    {
        if (!System.IO.Path.IsPathRooted(Path))
        {
            throw new InvalidOperationException(
                $"RUNTIME={Path} is not an absolute path: the tests run in directories of their own");
        }

        if (!File.Exists(Path))
        {
            throw new InvalidOperationException(
                $"no OCI runtime at {Path}: build husk-oci with `make`, or name another with RUNTIME=/usr/sbin/runc");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new InvalidOperationException("these tests start containers: run them as root");
        }
    }

    private static string Locate()
    {
        string? named = Environment.GetEnvironmentVariable("RUNTIME");
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory, "Runtime.sln")))
        {
            directory = System.IO.Path.GetDirectoryName(directory);
        }

        // With --artifacts-path elsewhere no parent has the solution: then the working directory has to.
        return System.IO.Path.Combine(directory ?? Directory.GetCurrentDirectory(), "out", "bin", "husk-oci");
    }
}
