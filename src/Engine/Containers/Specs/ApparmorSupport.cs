// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Specs;

/// <summary>What a host's AppArmor can do for containers.</summary>
public enum ApparmorSupport
{
    /// <summary>It is off, or not to be reached: so it is in a container of another engine.</summary>
    None,

    /// <summary>A container can be put into a profile that is loaded; without <c>apparmor_parser</c> none can be.</summary>
    Named,

    /// <summary>The default profile can be loaded too.</summary>
    Loading,
}
