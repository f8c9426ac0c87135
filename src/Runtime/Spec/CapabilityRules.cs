// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Capabilities;
using Husk.Oci.Json;

namespace Husk.Runtime.Spec;

/// <summary>Names nobody knows are a warning, not an error: config.md, "Linux Process", <c>capabilities</c>.</summary>
internal static class CapabilityRules
{
    public static void Check(Oci.RuntimeSpec.Capabilities? capabilities, string process, List<string> warnings)
    {
        if (capabilities is null)
            return;
        Check(capabilities.Bounding, $"{process}.capabilities.bounding", warnings);
        Check(capabilities.Effective, $"{process}.capabilities.effective", warnings);
        Check(capabilities.Inheritable, $"{process}.capabilities.inheritable", warnings);
        Check(capabilities.Permitted, $"{process}.capabilities.permitted", warnings);
        Check(capabilities.Ambient, $"{process}.capabilities.ambient", warnings);
    }

    private static void Check(string[] names, string path, List<string> warnings)
    {
        for (int i = 0; i < names.Length; i++)
        {
            if (Capability.NumberOf(names[i]) < 0)
                warnings.Add($"{path}[{i}]: {JsonText.Quoted(names[i])} is not a known capability, and is not granted");
        }
    }
}
