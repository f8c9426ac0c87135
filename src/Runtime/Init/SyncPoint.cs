// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Init;

/// <summary>
/// Where the runtime and the child meet, over one SOCK_SEQPACKET pair. The child reports a point as
/// <see cref="PlanReport"/> {-point, number}; the runtime answers with one message.
/// </summary>
/// <code>
///   runtime                                   child
///   clone3 ------------------------------------> mounts
///   limits of v1's cgroups, id maps, rlimits
/// "go" --------------------------------------> enters v1's cgroups, mounts them [first of all with a user namespace]
///   seccomp compilation                          devices ...
///           &lt;---------------------------- Hooks   rootfs mounted, not yet entered      [only with hooks]
///   prestart, createRuntime, createContainer
///   "go" -------------------------------------->
///           &lt;-------------------------- Console   the pty's master, by SCM_RIGHTS      [only with a terminal]
///   seccomp filter ----------------------------> stored                                [only with a profile]
///           &lt;---------------------------- Notify  filter loaded, its listener is fd n    [only with a notify rule]
///   pidfd_getfd, to listenerPath
///   "go" -------------------------------------->
///           &lt;---------------------------- Ready   all that can fail has been done
///   state.json, pid file, [run: a byte into exec.fifo]
///   "go" --------------------------------------> waits on exec.fifo; the pair closes at execve
/// </code>
internal enum SyncPoint
{
    /// <summary>An intermediate process says which pid its child has.</summary>
    Pid = 1,

    Hooks,

    Console,

    /// <summary>The seccomp filter is loaded; the number is the listener's descriptor in the child.</summary>
    Notify,

    Ready,
}
