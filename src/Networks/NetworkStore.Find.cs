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
    /// <summary>All networks by name, <c>bridge</c>, <c>host</c> and <c>none</c> among them, but for those that are
    /// <see cref="Damaged"/>.</summary>
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

    /// <summary>What is wrong with networks of which the definition cannot be read, a line each.</summary>
    public IReadOnlyList<string> Damaged()
    {
        var damaged = new List<string>();
        Definitions(damaged.Add);
        return damaged;
    }

    /// <summary>A network by its name, its id, or a prefix of its id that no other has.</summary>
    /// <exception cref="NetworkException">There is none, or more than one.</exception>
    public Network Find(string nameOrId)
    {
        EnsurePredefined();
        if (nameOrId.Length > 0 && !nameOrId.Contains('/')
            && Defined(nameOrId) is { } byName)
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

    private Network? Defined(string name)
    {
        try
        {
            return StateFile.Read(_paths.Definition(name), StateJson.Default.Network);
        }
        catch (NetworkException e) when (e.Fault is NetworkFault.Corrupt)
        {
            throw new NetworkException(
                NetworkFault.Corrupt,
                $"network {name} is damaged: {e.Message}: "
                + (NetworkDrivers.Predefined.Contains(name) ? "husk system fsck --repair makes it anew"
                    : $"husk network rm {name} forgets it, but for its bridge, where that is up"),
                e);
        }
    }

    /// <param name="damaged">Told of each that cannot be read; null for nobody.</param>
    private List<Network> Definitions(Action<string>? damaged = null)
    {
        var networks = new List<Network>();
        foreach (string name in _paths.DefinitionNames())
        {
            try
            {
                if (Defined(name) is { } network)
                    networks.Add(network);
            }
            catch (NetworkException e) when (e.Fault is NetworkFault.Corrupt)
            {
                damaged?.Invoke(e.Message);
            }
        }

        return networks;
    }

    private bool IsDamaged(string name)
    {
        try
        {
            Defined(name);
            return false;
        }
        catch (NetworkException e) when (e.Fault is NetworkFault.Corrupt)
        {
            return true;
        }
    }

    private void EnsurePredefined()
    {
        // The last that is written.
        if (!File.Exists(_paths.Definition(NetworkDrivers.None)))
            MakePredefined();
    }

    /// <param name="repair">Also those that cannot be read.</param>
    private void MakePredefined(bool repair = false)
    {
        using OwnedFd locked = StateFile.Lock(_paths.DefinitionsLock);
        foreach ((string name, string driver) in new[]
        {
            (NetworkDrivers.DefaultBridge, NetworkDrivers.Bridge),
            (NetworkDrivers.Host, NetworkDrivers.Host),
            (NetworkDrivers.None, NetworkDrivers.Null),
        })
        {
            if (File.Exists(_paths.Definition(name)) && !(repair && IsDamaged(name)))
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
