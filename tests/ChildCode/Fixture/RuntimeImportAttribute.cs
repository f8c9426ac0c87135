// SPDX-License-Identifier: Apache-2.0
using System;

namespace System.Runtime;

/// <summary>NativeAOT binds a method that carries this to a native symbol; it knows the attribute by its
/// name.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuntimeImportAttribute(string library, string entry) : Attribute
{
    public string Library => library;

    public string Entry => entry;
}
