// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Husk.Conformance.Fixture;

/// <summary>
/// Gives a test that a runtime is known to fail the trait `differs=runc`: `dotnet test --filter differs=runc` lists
/// them.
/// </summary>
public sealed class DiffersTraitDiscoverer : ITraitDiscoverer
{
    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute)
    {
        if (traitAttribute.GetNamedArgument<string>(nameof(ContainerFactAttribute.RuncDiffers)) is not null)
        {
            yield return new("differs", "runc");
        }
    }
}
