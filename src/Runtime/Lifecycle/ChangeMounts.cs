// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Mounts;
using Husk.Runtime.Spec;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`mounts add` and `mounts remove`: mounts of a container that runs, as crun has them.</summary>
internal static class ChangeMounts
{
    /// <param name="store">The root.</param>
    /// <param name="id">The container.</param>
    /// <param name="file">A JSON array of mounts, as they stand in config.json; sources are relative to the
    /// bundle.</param>
    /// <param name="log">Is told of what is passed over.</param>
    /// <exception cref="LifecycleException">The container does not run, or a mount failed; those before it
    /// stay.</exception>
    public static void Add(StateStore store, string id, string file, ILog log) =>
        Change(store, id, file, log, MountChangePlanner.Add);

    /// <summary>Takes the destinations of the file's mounts away.</summary>
    /// <inheritdoc cref="Add"/>
    public static void Remove(StateStore store, string id, string file, ILog log) =>
        Change(store, id, file, log, MountChangePlanner.Remove);

    private static void Change(
        StateStore store, string id, string file, ILog log, Func<int, RuntimeSpec, PlanFacts, PlannedInit> planner)
    {
        // The process can be looked at from inside, as one of exec can (CVE-2019-5736).
        SelfProtection.Begin();
        SelfProtection.Ensure();
        using Interrupts interrupts = Interrupts.Catch();
        using StateLock held = store.Lock(id);
        ContainerRecord record = store.Load(id);
        if (store.StatusOf(record) is not (ContainerStatus.Running or ContainerStatus.Created) and var status)
        {
            throw new LifecycleException($"cannot change the mounts of a {StateStore.NameOf(status)} container: {id}");
        }

        RuntimeSpec spec = WithMounts(RuntimeSpecJson.Parse(store.LoadConfig(id), StateLayout.Config), file, log);
        PlanFacts facts = Facts(record, spec);
        using PreparedMounts prepared = PreparedMounts.Make(spec, facts, interrupts);
        facts = facts with { Prepared = prepared.Descriptors };
        using InitProcess process = InitProcess.Launch(planner(record.Init.Pid, spec, facts));
        try
        {
            process.AwaitExecuted(interrupts);
            PidFd.Wait(process.Pidfd);
        }
        catch
        {
            process.Kill();
            throw;
        }
    }

    private static RuntimeSpec WithMounts(RuntimeSpec spec, string file, ILog log)
    {
        byte[] json = At.ReadAllIfThere(BorrowedFd.Cwd, file) ?? throw new LifecycleException($"{file}: no such file");
        RuntimeSpec changed = IdMapOption.Expand(spec with { Mounts = RuntimeSpecJson.ParseMounts(json, file) });
        var warnings = new List<string>();
        MountRules.Check(changed, warnings);
        for (int i = 0; i < changed.Mounts.Length; i++)
        {
            PlannedMount mount = PlannedMount.Of(changed, i);
            if (mount.IsCgroup)
            {
                throw SpecException.At($"$.mounts[{i}].type", "cgroups cannot be mounted later");
            }

            if (mount.IsOverRoot)
            {
                throw SpecException.At(
                    $"$.mounts[{i}].destination", "is the root, which processes that run cannot leave");
            }
        }

        warnings.ForEach(log.Warn);
        return NamespaceRules.Has(spec, "mount")
            ? changed
            : throw new LifecycleException(
                "the container has no mount namespace: its mounts are the host's, and are left alone");
    }

    private static PlanFacts Facts(ContainerRecord record, RuntimeSpec spec)
    {
        string root = "/proc/" + record.Init.Pid.ToString(CultureInfo.InvariantCulture) + "/root";
        BindFacts binds = BindFacts.Read(spec, record.Bundle, root);
        return PlanFactsReader.OfRuntime() with
        {
            Id = record.Id,
            Bundle = record.Bundle,
            Rootfs = root,
            FileSources = binds.FileSources,
            CopiedSymlinks = binds.CopiedSymlinks,
            Destinations = binds.Destinations,
        };
    }
}
