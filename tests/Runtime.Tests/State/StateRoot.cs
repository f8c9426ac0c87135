// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Runtime.State;

namespace Husk.Runtime.Tests.State;

/// <summary>A root of its own for a test, gone with it.</summary>
internal sealed class StateRoot : IDisposable
{
    public StateRoot() => Path = Directory.CreateTempSubdirectory("husk-test-state-").FullName;

    public string Path { get; }

    public StateStore Store => new(Path);

    public string this[string id] => System.IO.Path.Combine(Path, id);

    /// <summary>A record with what every one needs; the rest is the test's.</summary>
    public static ContainerRecord Record(string id) => new()
    {
        OciVersion = "1.3.0",
        Id = id,
        Bundle = "/bundle",
        Rootfs = "/bundle/rootfs",
        Created = Timestamp.Of(DateTime.UtcNow),
        HasPoststop = false,
        Namespaces = new System.Collections.Generic.Dictionary<string, string> { ["pid"] = "" },
    };

    /// <summary>A container as create leaves it behind.</summary>
    public ContainerRecord Make(ContainerRecord record)
    {
        using Reservation reservation = Store.Reserve(record.Id);
        Store.Save(record);
        reservation.Commit();
        return record;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
