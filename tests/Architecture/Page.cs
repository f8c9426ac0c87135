// SPDX-License-Identifier: Apache-2.0
namespace Husk.Architecture;

/// <summary>Small versions of what the checks read.</summary>
internal static class Page
{
    /// <summary>The table of ARCHITECTURE.md with the given rows.</summary>
    public static string Architecture(params string[] rows) =>
        "# Architecture\n\n| project (`src/`) | is | may reference | packages | unsafe | state |\n|---|---|---|---|---|---|\n" + string.Join('\n', rows) + "\n";

    public static string Row(
        string name, string references = "-", string packages = "-", string @unsafe = "no", string state = "exists") =>
        $"| `{name}` | a thing | {references} | {packages} | {@unsafe} | {state} |";

    public static string Project(string items = "") => $"<Project Sdk=\"Microsoft.NET.Sdk\">{items}</Project>";

    public static string Reference(string name) =>
        $"<ItemGroup><ProjectReference Include=\"../{name}/{name}.csproj\" /></ItemGroup>";

    public static string Package(string name) => $"<ItemGroup><PackageReference Include=\"{name}\" /></ItemGroup>";
}
