// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>
/// Only parameters that the kernel keeps apart for a namespace which the container has: the others would be set for the
/// host. Whether a network namespace that is joined is the host's is asked of the kernel.
/// </summary>
/// <remarks>Source: namespaces(7), ipc_namespaces(7), uts_namespaces(7), user_namespaces(7); runc's list.</remarks>
internal static class SysctlRules
{
    private static readonly string[] OfIpc =
    [
        "kernel/msgmax",
        "kernel/msgmnb",
        "kernel/msgmni",
        "kernel/sem",
        "kernel/shmall",
        "kernel/shmmax",
        "kernel/shmmni",
        "kernel/shm_rmid_forced",
    ];

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux is not { } linux)
            return;
        foreach (string name in linux.Sysctl.Keys)
            Check(spec, name, $"$.linux.sysctl{JsonPath.Member(name)}");
    }

    private static void Check(RuntimeSpec spec, string name, string path)
    {
        string file = SysctlName.FileOf(name);
        if (!SysctlName.IsFile(file))
            throw SpecException.At(path, "is not the name of a kernel parameter");
        if (file == "kernel/hostname")
            throw SpecException.At(path, "is what $.hostname is for");
        if (file == "kernel/domainname" && spec.Domainname.Length > 0 && spec.Domainname != spec.Linux!.Sysctl[name])
            throw SpecException.At(path, "is what $.domainname is for, and says something else");
        string needed = NamespaceOf(file)
            ?? throw SpecException.At(path, "belongs to no namespace: it would be set for the host");
        if (!NamespaceRules.Has(spec, needed))
            throw SpecException.At(path, $"needs a namespace of type {needed}, or it would be set for the host");
    }

    /// <summary>The type of namespace that has a parameter of its own; null for those of the whole host.</summary>
    private static string? NamespaceOf(string file)
    {
        if (Array.IndexOf(OfIpc, file) >= 0 || file.StartsWith("fs/mqueue/", StringComparison.Ordinal))
            return "ipc";
        if (file.StartsWith("net/", StringComparison.Ordinal))
            return "network";
        if (file.StartsWith("user/", StringComparison.Ordinal))
            return "user";
        return file == "kernel/domainname" ? "uts" : null;
    }
}
