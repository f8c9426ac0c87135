// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Explaining.Shell;

/// <summary>A container's root directory in shell lines.</summary>
/// <param name="Prefix">How a shell reaches it, quoted: <c>"$ROOT"</c>, or a path.</param>
internal readonly record struct ShellRoot(string Prefix)
{
    public static ShellRoot At(string path) => new(ShellText.Quote(path));

    /// <summary>A path in it; absolute.</summary>
    public string Of(string path) => path == "/" ? Prefix : Prefix + ShellText.Quote(path);
}
