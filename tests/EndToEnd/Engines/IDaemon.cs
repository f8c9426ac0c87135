// SPDX-License-Identifier: Apache-2.0
namespace Husk.EndToEnd.Engines;

/// <summary>An engine that is a process of its own, apart from its containers.</summary>
public interface IDaemon
{
    /// <summary>Stops the daemon and starts it again; containers are to live on.</summary>
    void Restart();
}
