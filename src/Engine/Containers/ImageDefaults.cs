// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Containers;

/// <summary>What an image says, below what the user says.</summary>
internal static class ImageDefaults
{
    public static ContainerConfig Under(ContainerConfig user, ExecutionConfig image)
    {
        bool ownEntrypoint = user.Entrypoint is { Length: > 0 };
        return user with
        {
            User = user.User.Length > 0 ? user.User : image.User,
            ExposedPorts = [.. user.ExposedPorts.Union(image.ExposedPorts)],
            Env = Environment(user.Env, image.Env),
            // Another entrypoint than the image's does not know the image's arguments.
            Cmd = ownEntrypoint || user.Cmd is { Length: > 0 } ? user.Cmd : image.Cmd,
            // An empty word takes away the image's, and is none.
            Entrypoint = user.Entrypoint is [""] ? null : user.Entrypoint ?? image.Entrypoint,
            Volumes = [.. user.Volumes.Union(image.Volumes)],
            WorkingDir = user.WorkingDir.Length > 0 ? user.WorkingDir : image.WorkingDir,
            Labels = Labels(user.Labels, image.Labels),
            StopSignal = string.IsNullOrEmpty(user.StopSignal)
                ? (image.StopSignal.Length > 0 ? image.StopSignal : null)
                : user.StopSignal,
            Shell = user.Shell ?? image.Shell,
            OnBuild = user.OnBuild ?? image.OnBuild,
            Healthcheck = Health(user.Healthcheck, image.Healthcheck),
        };
    }

    // The user's first; docker's order, which people see in inspect.
    private static string[] Environment(string[] user, string[] image)
    {
        var named = user.Select(Name).ToHashSet(StringComparer.Ordinal);
        return [.. user, .. image.Where(variable => !named.Contains(Name(variable)))];
    }

    private static string Name(string variable)
    {
        int equals = variable.IndexOf('=');
        return equals < 0 ? variable : variable[..equals];
    }

    private static Dictionary<string, string> Labels(
        IReadOnlyDictionary<string, string> user, IReadOnlyDictionary<string, string> image)
    {
        var labels = new Dictionary<string, string>(image, StringComparer.Ordinal);
        foreach ((string name, string value) in user)
            labels[name] = value;
        return labels;
    }

    private static Healthcheck? Health(Healthcheck? user, Healthcheck? image)
    {
        if (image is null)
            return user;
        user ??= new Healthcheck();
        return new Healthcheck
        {
            Test = user.Test.Length > 0 ? user.Test : image.Test,
            Interval = user.Interval != 0 ? user.Interval : image.Interval,
            Timeout = user.Timeout != 0 ? user.Timeout : image.Timeout,
            StartPeriod = user.StartPeriod != 0 ? user.StartPeriod : image.StartPeriod,
            StartInterval = user.StartInterval != 0 ? user.StartInterval : image.StartInterval,
            Retries = user.Retries != 0 ? user.Retries : image.Retries,
        };
    }
}
