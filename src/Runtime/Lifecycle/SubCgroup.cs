// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// One wish of `exec --cgroup`. Source: runc-exec(8): <c>PATH</c>, or <c>CONTROLLER[,CONTROLLER]:PATH</c>.
/// </summary>
/// <param name="Controller">The controller whose v1 hierarchy is meant; empty for all hierarchies.</param>
/// <param name="Path">Below the container's cgroup; empty, or with a slash in front.</param>
internal readonly record struct SubCgroup(string Controller, string Path)
{
    /// <exception cref="LifecycleException">An argument cannot be understood, leads out, or contradicts
    /// another.</exception>
    public static IReadOnlyList<SubCgroup> Parse(IReadOnlyList<string> arguments)
    {
        var wishes = new List<SubCgroup>();
        foreach (string argument in arguments)
        {
            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 && arguments.Count > 1)
                throw Invalid($"argument: {argument} (missing <controller>: prefix)");
            string path = Clean(argument[(colon + 1)..]);
            foreach (string controller in colon < 0 ? [""] : argument[..colon].Split(','))
            {
                if (controller.Length == 0 && colon >= 0)
                    throw Invalid($"argument: {argument} (empty <controller> prefix)");
                if (wishes.Exists(wish => wish.Controller == controller))
                    throw Invalid($"argument(s): controller {controller} specified multiple times");
                wishes.Add(new(controller, path));
            }
        }

        return wishes;
    }

    /// <summary>The path below the container's cgroup in a hierarchy.</summary>
    public static string In(string hierarchy, IReadOnlyList<SubCgroup> wishes)
    {
        foreach (SubCgroup wish in wishes)
        {
            if (wish.Controller.Length == 0 || Has(hierarchy, wish.Controller))
                return wish.Path;
        }

        return "";
    }

    public static bool Has(string hierarchy, string controller) => Array.IndexOf(hierarchy.Split(','), controller) >= 0;

    private static string Clean(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Array.IndexOf(parts, "..") < 0
            ? string.Concat(Array.ConvertAll(parts, static part => "/" + part))
            : throw new LifecycleException($"bad sub cgroup path: {path}: it leads out of the container's cgroup");
    }

    private static LifecycleException Invalid(string what) => new("invalid --cgroup " + what);
}
