// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Spec;

/// <summary>Source: config.md, "POSIX-platform Hooks".</summary>
internal static class HookRules
{
    /// <summary>The kinds of hook, in the order in which they run.</summary>
    public static readonly (string Name, Func<Hooks, Hook[]> Of)[] Kinds =
    [
        ("prestart", static hooks => hooks.Prestart),
        ("createRuntime", static hooks => hooks.CreateRuntime),
        ("createContainer", static hooks => hooks.CreateContainer),
        ("startContainer", static hooks => hooks.StartContainer),
        ("poststart", static hooks => hooks.Poststart),
        ("poststop", static hooks => hooks.Poststop),
    ];

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Hooks is not { } hooks)
            return;
        foreach ((string name, Func<Hooks, Hook[]> of) in Kinds)
            Check(of(hooks), "$.hooks." + name);
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
