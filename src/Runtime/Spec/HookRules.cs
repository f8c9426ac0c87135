// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "POSIX-platform Hooks".</summary>
internal static class HookRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Hooks is not { } hooks)
            return;
        Check(hooks.Prestart, "$.hooks.prestart");
        Check(hooks.CreateRuntime, "$.hooks.createRuntime");
        Check(hooks.CreateContainer, "$.hooks.createContainer");
        Check(hooks.StartContainer, "$.hooks.startContainer");
        Check(hooks.Poststart, "$.hooks.poststart");
        Check(hooks.Poststop, "$.hooks.poststop");
    }

    private static void Check(Hook[] hooks, string path)
    {
        for (int i = 0; i < hooks.Length; i++)
        {
            Hook hook = hooks[i];
            if (hook.Path.Length == 0)
                throw SpecException.At($"{path}[{i}].path", "is missing");
            if (hook.Path[0] != '/')
                throw SpecException.At($"{path}[{i}].path", $"{JsonText.Quoted(hook.Path)} is not absolute");
            if (hook.Timeout <= 0)
                throw SpecException.At($"{path}[{i}].timeout", $"{hook.Timeout} is not greater than zero");
        }
    }
}
