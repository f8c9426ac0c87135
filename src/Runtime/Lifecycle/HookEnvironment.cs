// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// What a hook without `env` finds: the specification does not say, so it is as in runc. On the runtime's side the
/// runtime's environment, at startContainer that of the container's process, at createContainer none.
/// </summary>
internal static class HookEnvironment
{
    /// <summary>The hooks, those without an environment with this one.</summary>
    public static Hook[] OrElse(Hook[] hooks, string[] environment) =>
        Array.ConvertAll(hooks, hook => hook.Env is { Length: > 0 } ? hook : hook with { Env = environment });

    /// <summary>As it was when the runtime was executed (proc_pid_environ(5)).</summary>
    public static string[] OfRuntime()
    {
        string text = Encoding.UTF8.GetString(At.ReadAll(BorrowedFd.Cwd, "/proc/self/environ"));
        return text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }
}
