// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using Husk.Linux;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.State;

namespace Husk.Runtime.Cli.Tests.State;

/// <summary>
/// A second process that takes an id, this assembly run as a program: `ROOT ID` takes it, says `taken`, and commits
/// when its input ends; `ROOT ID BYTES` keeps a record of about so many bytes and is done.
/// </summary>
internal static class Holder
{
    private static int Main(string[] arguments)
    {
        var store = new StateStore(arguments[0]);
        try
        {
            using Reservation reservation = store.Reserve(arguments[1]);
            Console.WriteLine("taken");
            int size = arguments.Length > 2 ? int.Parse(arguments[2]) : 0;
            if (size == 0)
                Console.In.ReadToEnd();
            store.Save(Record(arguments[1], size));
            reservation.Commit();
            return 0;
        }
        catch (Exception e) when (e is LifecycleException or SyscallException)
        {
            Console.WriteLine(e.Message);
            return 1;
        }
    }

    public static ContainerRecord Record(string id, int size = 0) => new()
    {
        OciVersion = "1.3.0",
        Id = id,
        Bundle = "/bundle",
        Rootfs = "/bundle/rootfs",
        Created = "2026-09-01T10:00:07.5Z",
        HasPoststop = false,
        Annotations = size == 0 ? [] : new Dictionary<string, string> { ["a"] = new string('x', size) },
        Namespaces = new Dictionary<string, string> { ["pid"] = "" },
    };

    /// <summary>Such a process, with its input and output in the caller's hands.</summary>
    public static Process Start(params string[] arguments)
    {
        string[] command = [typeof(Holder).Assembly.Location, .. arguments];
        return Process.Start(new ProcessStartInfo("dotnet", command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }
}
