// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;

namespace Husk.Runtime.Spec;

/// <summary>Source: config-linux.md, "Namespaces".</summary>
internal static class NamespaceRules
{
    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        Namespace[] namespaces = spec.Linux?.Namespaces ?? [];
        for (int i = 0; i < namespaces.Length; i++)
        {
            (string type, string path) = (namespaces[i].Type, namespaces[i].Path);
            if (!Array.Exists(NamespaceSet.Known, known => known.Type == type))
            {
                string known = string.Join(", ", NamespaceSet.Known.Select(static known => known.Type));
                throw SpecException.At(
                    $"$.linux.namespaces[{i}].type",
                    type.Length == 0
                        ? $"is missing; known are {known}"
                        : $"{JsonText.Quoted(type)} is not a type of namespace; known are {known}");
            }

            if (Array.FindIndex(namespaces, other => other.Type == type) < i)
                throw SpecException.At($"$.linux.namespaces[{i}].type", $"{type} is listed twice");
            if (path.Length > 0 && path[0] != '/')
                throw SpecException.At($"$.linux.namespaces[{i}].path", $"{JsonText.Quoted(path)} is not absolute");
        }
    }

    /// <summary>The entry of a type, or null where the container shares the runtime's.</summary>
    public static Namespace? Find(RuntimeSpec spec, string type) =>
        spec.Linux is { } linux ? Array.Find(linux.Namespaces, entry => entry.Type == type) : null;

    /// <summary>Whether the container gets a namespace of a type, a new one or one that it joins.</summary>
    public static bool Has(RuntimeSpec spec, string type) => Find(spec, type) is not null;
}
