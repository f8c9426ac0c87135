// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Syntax.Instructions;

/// <summary>How much a RUN may do.</summary>
public enum RunSecurity
{
    Sandbox,

    /// <summary>As a privileged container.</summary>
    Insecure,
}
