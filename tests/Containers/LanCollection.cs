// SPDX-License-Identifier: Apache-2.0
namespace Husk.Containers.Tests;

/// <summary>One lan, and one store with an image in it, for all that need them.</summary>
[CollectionDefinition(NetworkLan.Collection)]
public sealed class LanCollection : ICollectionFixture<NetworkLan>;
