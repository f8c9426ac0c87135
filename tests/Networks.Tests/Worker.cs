// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Networks.Ports;

namespace Husk.Networks.Tests;

/// <summary>The process that <see cref="CrashTests"/> kill: sets containers up and releases them for as long as it
/// lives.</summary>
internal static class Worker
{
    public static int Main(string[] arguments)
    {
        NetworkStore store = NetworkStore.Open(arguments[0], arguments[1]);
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        for (int i = 0; i < 1000; i++)
        {
            string id = $"{arguments[2]}-{i % 3}";
            store.Setup(new SandboxSpec(id, id)
            {
                Endpoints = [new EndpointSpec("front"), new EndpointSpec("back")],
                Ports = [.. PortMapping.Parse($"{arguments[3]}:80"), .. PortMapping.Parse("9000/udp")],
            });
            if (i % 2 == 1)
                store.Disconnect(id, "back");
            store.Release(id);
        }

        return 0;
    }
}
