// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary>The network that a RUN sees.</summary>
public enum RunNetwork
{
    Default,
    None,
    Host,
}
