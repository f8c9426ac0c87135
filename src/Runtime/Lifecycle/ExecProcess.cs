// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Lifecycle;

/// <summary>The process that `exec` runs: a file's, or the container's own with the flags on top.</summary>
internal static class ExecProcess
{
    public static Process Of(ExecRequest request, Process? container)
    {
        if (request.ProcessFile is { } file)
        {
            byte[] json = At.ReadAllIfThere(BorrowedFd.Cwd, file)
                ?? throw new LifecycleException($"--process {file}: no such file");
            return RuntimeSpecJson.ParseProcess(json, file);
        }

        if (container is null)
        {
            throw new LifecycleException(
                $"container {request.Id} has no process to take the settings from: give --process");
        }

        return container with
        {
            Args = [.. request.Args],
            Terminal = request.Terminal,
            ConsoleSize = null,
            Cwd = request.Cwd ?? container.Cwd,
            Env = [.. container.Env, .. request.Env],
            User = UserOf(request, container.User),
            Capabilities = request.Capabilities.Count == 0
                ? container.Capabilities
                : With(container.Capabilities, request.Capabilities),
            NoNewPrivileges = request.NoNewPrivileges ?? container.NoNewPrivileges,
            ApparmorProfile = request.AppArmorProfile ?? container.ApparmorProfile,
            SelinuxLabel = request.SelinuxLabel ?? container.SelinuxLabel,
        };
    }

    /// <summary>UID[:GID] in decimal digits only: anything looser has let people in as root (CVE-2026-30892).</summary>
    private static User UserOf(ExecRequest request, User user)
    {
        if (request.User is { } text)
        {
            int colon = text.IndexOf(':');
            user = user with
            {
                Uid = Id(text, colon < 0 ? text : text[..colon]),
                Gid = colon < 0 ? user.Gid : Id(text, text[(colon + 1)..]),
            };
        }

        return request.AdditionalGids.Count == 0
            ? user
            : user with { AdditionalGids = [.. user.AdditionalGids, .. request.AdditionalGids] };
    }

    private static uint Id(string whole, string part) =>
        uint.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) && id != uint.MaxValue
            ? id
            : throw new LifecycleException($"--user {whole}: expected UID or UID:GID in decimal digits");

    /// <summary>
    /// Added to what a program can use; not to the inheritable set, which would outlive it (CVE-2022-29162).
    /// </summary>
    private static Capabilities With(Capabilities? own, IReadOnlyList<string> added)
    {
        own ??= new Capabilities();
        string[] names = [.. added];
        return own with
        {
            Bounding = [.. own.Bounding, .. names],
            Effective = [.. own.Effective, .. names],
            Permitted = [.. own.Permitted, .. names],
            Ambient = [.. own.Ambient, .. Array.FindAll(names, name => Array.IndexOf(own.Inheritable, name) >= 0)],
        };
    }
}
