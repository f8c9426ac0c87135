// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>
/// The session keyring (session-keyring(7)): a new one by default, so that a container cannot read the host's keys.
/// </summary>
public sealed class KeyringTests : ConformanceTest
{
    [ContainerFact]
    public void The_container_has_a_session_keyring_named_after_it()
    {
        Container container = Container();
        Facts facts = container.RunFacts();
        Assert.Contains("_ses." + container.Id, (string?)facts["keyring"]!["description"], StringComparison.Ordinal);
        Assert.NotEqual(HostKeyring(), (long)facts["keyring"]!["id"]!);
    }

    [ContainerFact]
    public void With_no_new_keyring_it_keeps_the_callers() =>
        Assert.Equal(HostKeyring(), (long)Container().Run("--no-new-keyring").Succeeded().Facts()["keyring"]!["id"]!);

    [ContainerFact]
    public void What_exec_starts_has_the_same_keyring()
    {
        Container container = Container().RunSleeping();
        Facts facts = container.Exec("/bin/probe", "facts").Succeeded().Facts();
        Assert.Contains("_ses." + container.Id, (string?)facts["keyring"]!["description"], StringComparison.Ordinal);
    }

    private long HostKeyring() =>
        (long)Sandbox.Command(Path.Combine(AppContext.BaseDirectory, "probe"), "facts").Succeeded()
            .Json()["keyring"]!["id"]!;
}
