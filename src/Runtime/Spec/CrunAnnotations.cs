// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Spec;

/// <summary>
/// Annotations that ask the runtime for what the specification has no field for, by crun's names (crun(1)).
/// </summary>
internal static class CrunAnnotations
{
    /// <summary>Any value: the process keeps the caller's supplementary groups.</summary>
    public const string KeepOriginalGroups = "run.oci.keep_original_groups";

    /// <summary>A file that what hooks print is appended to.</summary>
    public const string HooksStdout = "run.oci.hooks.stdout";

    /// <summary>A file that what hooks print to standard error is appended to.</summary>
    public const string HooksStderr = "run.oci.hooks.stderr";

    /// <summary>Any value: a syscall in the seccomp profile that nobody knows is an error.</summary>
    public const string SeccompFailUnknownSyscall = "run.oci.seccomp_fail_unknown_syscall";

    /// <summary>A listening unix socket that is sent a pidfd of the init process.</summary>
    public const string PidfdReceiver = "run.oci.pidfd_receiver";

    /// <summary>Where a seccomp listener is, for a profile without a listenerPath.</summary>
    public const string SeccompReceiver = "run.oci.seccomp.receiver";

    /// <summary>Which of mount(8)'s SELinux options linux.mountLabel becomes, `context` unless it says.</summary>
    public const string MountContextType = "run.oci.mount_context_type";

    /// <summary>All of them: none is for a configuration that is not trusted (features.md).</summary>
    public static string[] All =>
    [
        HooksStderr, HooksStdout, KeepOriginalGroups, MountContextType, PidfdReceiver, SeccompReceiver,
        SeccompFailUnknownSyscall,
    ];
}
