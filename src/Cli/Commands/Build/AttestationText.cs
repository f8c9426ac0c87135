// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Commands.Build;

/// <summary>
/// <c>--provenance</c>, <c>--sbom</c> and <c>--attest</c>: scripts that want none say so, and are right; who wants some
/// is told.
/// </summary>
internal static class AttestationText
{
    /// <exception cref="Husk.Engine.EngineException">An attestation is asked for.</exception>
    public static void Refuse(FlagValues flags)
    {
        foreach (string flag in (string[])["provenance", "sbom"])
        {
            if (flags.String(flag) is { } value && value is not ("false" or "0"))
                Refuse(new BuildFields(flag, value.Contains('=') ? value : "disabled=false"), value);
        }

        foreach (string value in flags.List("attest"))
            Refuse(new BuildFields("attest", value), value);
    }

    private static void Refuse(BuildFields fields, string value)
    {
        if (fields.TakeBool("disabled") is not true)
            throw fields.Wrong($"attestations are not made here; leave {value} out, or say false");
    }
}
