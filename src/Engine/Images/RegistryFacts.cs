// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Images.Registry.Configuration;
using Husk.Oci;

namespace Husk.Engine.Images;

/// <summary>What registries.json says, as far as `info` tells of it.</summary>
/// <param name="Mirrors">Of Docker Hub.</param>
/// <param name="Insecure">Registries that are reached by plain HTTP, or whose certificates nobody has to vouch
/// for.</param>
public sealed record RegistryFacts(IReadOnlyList<string> Mirrors, IReadOnlyList<string> Insecure)
{
    /// <exception cref="EngineException">The file says what nobody understands.</exception>
    public static RegistryFacts Read() => EngineException.Guard(() =>
    {
        var configuration = RegistryConfiguration.Read();
        IEnumerable<RegistryRule> insecure = configuration.Rules
            .Where(rule => rule.Security is RegistrySecurity.Insecure or RegistrySecurity.PlainHttp);
        return new RegistryFacts(
            [.. (configuration.RuleOf(Reference.DefaultDomain)?.Mirrors ?? []).Select(mirror => mirror.ToString())],
            [.. insecure.Select(rule => rule.Prefix)]);
    });
}
