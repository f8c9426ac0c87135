// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "Linux Process"; ioprio_set(2).</summary>
internal static class IoPriorityRules
{
    public static void Check(IoPriority? priority, string process)
    {
        if (priority is null)
            return;
        SpecWords.IoPriorityClasses.Find(priority.Class, $"{process}.ioPriority.class");
        if (priority.Priority is < 0 or > 7)
            throw SpecException.At($"{process}.ioPriority.priority", $"{priority.Priority} is not in the range 0 to 7");
    }
}
