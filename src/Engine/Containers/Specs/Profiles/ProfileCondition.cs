// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>What a rule of a profile may depend on.</summary>
public sealed record ProfileCondition
{
    /// <summary><c>CAP_</c> names.</summary>
    public string[] Caps { get; init; } = [];

    /// <summary>libseccomp's words in small letters: <c>amd64</c>, <c>arm64</c>, <c>x86</c>.</summary>
    public string[] Arches { get; init; } = [];

    /// <summary>The oldest kernel.</summary>
    public (int Major, int Minor)? MinKernel { get; init; }
}
