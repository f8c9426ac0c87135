// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.ChildCode;

/// <summary>
/// Why a symbol may not be reached from a cloned child. Everything that is not allowed is forbidden; the names here
/// only make the message better. NativeAOT's helpers: src/coreclr/nativeaot/Runtime in dotnet/runtime.
/// </summary>
internal static class ForbiddenTargets
{
    private static readonly (string Part, string Reason)[] Table =
    [
        ("RhpGcPoll", "polls for a garbage collection, and waits for ever if one was starting at the clone (SuppressGCTransition does this; see docs/decisions/0001)"),
        ("RhpReversePInvoke", "enters managed code as if from native code, which waits while a collection runs"),
        ("RhpPInvoke", "makes a transition for a P/Invoke, and on the way back waits while a collection runs"),
        ("RhpNew", "allocates"),
        ("RhNew", "allocates"),
        ("RhBox", "boxes, which allocates"),
        ("Box", "boxes, which allocates"),
        ("RhpThrow", "throws"),
        ("RhpRethrow", "throws"),
        ("ThrowHelper", "throws"),
        ("Throw", "throws"),
        ("RangeCheckFail", "throws"),
        ("AssignRef", "writes a reference into the heap"),
        ("WriteBarrier", "writes a reference into the heap"),
        ("CheckStaticClassConstruction", "runs a type initialiser"),
        ("StaticBase", "may run a type initialiser"),
        ("ClassConstructorRunner", "runs a type initialiser"),
        ("ThreadStatic", "reads a thread-static field, which may allocate it"),
        ("__tls_get_addr", "may allocate a thread's storage"),
        ("InterfaceDispatch", "dispatches through an interface, which may fill a cache under a lock"),
        ("RhpResolve", "dispatches through an interface, which may fill a cache under a lock"),
        ("TypeCast", "casts, which may throw"),
        ("Monitor", "takes a lock that another thread may have held at the clone"),
        ("System_", "is the framework's code, which may allocate, throw or lock"),
        ("@plt", "is a library's function, which may take a lock that another thread held at the clone"),
    ];

    public static string Reason(string symbol)
    {
        foreach ((string part, string reason) in Table)
        {
            if (symbol.Contains(part, StringComparison.Ordinal))
            {
                return reason;
            }
        }

        return "is not the child's own code";
    }
}
