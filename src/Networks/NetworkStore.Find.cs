// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Husk.Linux;
using Husk.Networks.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    /// <summary>All networks by name, <c>bridge</c>, <c>host</c> and <c>none</c> among them.</summary>
    public IReadOnlyList<Network> List()
    {
        try
        {
            EnsurePredefined();
        }
        catch (SyscallException e) when (e.Errno is ENOSPC or EDQUOT or EROFS)
        {
            // Who only looks has no need to write them down.
        }

        return [.. Definitions().OrderBy(network => network.Name, StringComparer.Ordinal)];
    }

    /// <summary>A network by its name, its id, or a prefix of its id that no other has.</summary>
    /// <exception cref="NetworkException">There is none, or more than one.</exception>
    public Network Find(string nameOrId)
    {
        EnsurePredefined();
        if (nameOrId.Length > 0 && !nameOrId.Contains('/')
            && StateFile.Read(_paths.Definition(nameOrId), StateJson.Default.Network) is { } byName)
        {
            return byName;
        }

        Network[] byId = nameOrId.Length == 0 ? [] :
            [.. Definitions().Where(network => network.Id.StartsWith(nameOrId, StringComparison.Ordinal))];
        return byId switch
        {
            [var only] => only,
            [] => throw new NetworkException(NetworkFault.NotFound, $"network {nameOrId} not found"),
            _ => throw NetworkException.Invalid($"network {nameOrId} is ambiguous ({byId.Length} matches found on id)"),
        };
    }

    private IReadOnlyList<Network> Definitions() =>
    [
        .. _paths.DefinitionNames()
            .Select(name => StateFile.Read(_paths.Definition(name), StateJson.Default.Network))
            .OfType<Network>(),
    ];

    private void EnsurePredefined()
    {
        // The last that is written.
        if (File.Exists(_paths.Definition(NetworkDrivers.None)))
            return;
        using OwnedFd locked = StateFile.Lock(_paths.DefinitionsLock);
        foreach ((string name, string driver) in new[]
        {
            (NetworkDrivers.DefaultBridge, NetworkDrivers.Bridge),
            (NetworkDrivers.Host, NetworkDrivers.Host),
            (NetworkDrivers.None, NetworkDrivers.Null),
        })
        {
            if (File.Exists(_paths.Definition(name)))
                continue;
            var network = new Network
            {
                Id = RandomNumberGenerator.GetHexString(64, lowercase: true),
                Name = name,
                Driver = driver,
                Created = DateTime.UtcNow,
                Subnets = driver == NetworkDrivers.Bridge ? ChooseSubnets(new NetworkSpec(name), Definitions()) : [],
            };
            StateFile.Write(_paths.Definition(name), network, StateJson.Default.Network, durable: true);
        }
    }
}
