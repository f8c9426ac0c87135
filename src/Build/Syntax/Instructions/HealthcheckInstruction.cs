// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.ImageSpec;

namespace Husk.Build.Syntax.Instructions;

/// <summary><c>HEALTHCHECK [--interval=...] [--timeout=...] [--start-period=...] [--start-interval=...] [--retries=...]
/// CMD COMMAND</c> or <c>NONE</c></summary>
/// <param name="Source">The text and its place.</param>
/// <param name="Check">As the image's configuration has it.</param>
public sealed record HealthcheckInstruction(InstructionSource Source, Healthcheck Check) : Instruction(Source)
{
    public override string Keyword => "HEALTHCHECK";
}
