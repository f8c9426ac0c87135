// SPDX-License-Identifier: Apache-2.0
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.Systemd;

/// <summary>What systemd itself says of a unit.</summary>
internal static class Systemctl
{
    public static string Show(Sandbox sandbox, string unit, string property) =>
        sandbox.Command("systemctl", "show", unit, "--value", "--property", property).Succeeded().Stdout.Trim();

    public static bool IsLoaded(Sandbox sandbox, string unit) => Show(sandbox, unit, "LoadState") == "loaded";
}
