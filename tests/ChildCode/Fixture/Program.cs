// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.ChildCode.Fixture;

unsafe
{
    // Every function is reached with values that the compiler cannot know, so that it keeps all of them as they are.
    // It is published to be read; run without arguments it makes two system calls, one of which fails.
    long* calls = stackalloc long[] { 39, 100_000 };
    int n = args.Length;
    if (n == 0)
    {
        return Good.Run(calls, 2) == 1 ? 0 : 1;
    }

    object value = args[0];
    Bad.Allocates(n);
    Bad.AllocatesFarAway(n);
    var holder = new Holder();
    Bad.WritesAReference(holder, value);
    Bad.CallsAnInterface(n > 3 ? new MemoryStream() : new StringReader(args[0]));
    delegate* unmanaged<int, int> entry = &Bad.IsEnteredFromNativeCode;
    delegate*<nint, nint> pointer = n > 2 ? &First : &Second;
    return Bad.Throws(n) + Bad.ChecksBounds(new int[n], n) + Bad.RunsATypeInitialiser()
        + Bad.CallsADelegate(() => n) + (int)Bad.CallsThroughAPointer(pointer) + (int)Bad.MakesATransition()
        + (int)Bad.Polls()
        + (int)Bad.CallsAnotherFunctionOfLibc() + Bad.Casts(value) + (int)Bad.JumpsThroughATable(n) + entry(n)
        + Bad.Boxes(n).GetHashCode() + (holder.Value is null ? 1 : 0);

    static nint First(nint x) => x + 1;

    static nint Second(nint x) => x * 2;
}
