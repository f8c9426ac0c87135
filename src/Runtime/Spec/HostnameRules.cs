// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "Hostname" and "Domainname"; sethostname(2), setdomainname(2).</summary>
internal static class HostnameRules
{
    /// <summary>__NEW_UTS_LEN of linux/utsname.h.</summary>
    private const int Longest = 64;

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        Check("$.hostname", spec.Hostname, spec);
        Check("$.domainname", spec.Domainname, spec);
    }

    private static void Check(string path, string name, RuntimeSpec spec)
    {
        if (name.Length == 0)
            return;
        if (!NamespaceRules.Has(spec, "uts"))
            throw SpecException.At(path, "needs a uts namespace, or it would rename the host");
        if (Encoding.UTF8.GetByteCount(name) > Longest)
            throw SpecException.At(path, $"is longer than {Longest} bytes");
    }
}
