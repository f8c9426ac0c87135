// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Init;

/// <summary>The two names of a uts namespace.</summary>
internal static class HostnameSteps
{
    public static void Set(PlanBuilder plan, RuntimeSpec spec)
    {
        Set(plan, SYS.sethostname, "hostname", spec.Hostname);
        Set(plan, SYS.setdomainname, "domainname", spec.Domainname);
    }

    private static void Set(PlanBuilder plan, nint call, string property, string name)
    {
        if (name.Length > 0)
        {
            plan.Step($"set the {property} to {name}", $"config.json {property} (uts_namespaces(7))");
            plan.Call(call, plan.Text(name), Encoding.UTF8.GetByteCount(name));
        }
    }
}
