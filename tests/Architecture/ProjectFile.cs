// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace Husk.Architecture;

/// <summary>A csproj, read as XML.</summary>
internal sealed class ProjectFile(SourceTree tree, string path)
{
    private readonly XDocument _xml = XDocument.Parse(tree.Read(path));

    public string FilePath { get; } = path;

    public string Name { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>Names of the projects it references.</summary>
    public IEnumerable<string> References =>
        Includes("ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')));

    public IEnumerable<string> Packages => Includes("PackageReference");

    public bool AllowsUnsafeBlocks =>
        _xml.Descendants("AllowUnsafeBlocks")
            .Any(element => string.Equals(element.Value, "true", StringComparison.OrdinalIgnoreCase));

    public static IEnumerable<ProjectFile> Under(SourceTree tree, string folder) =>
        tree.Under(folder, ".csproj").Select(path => new ProjectFile(tree, path));

    private IEnumerable<string> Includes(string element) =>
        _xml.Descendants(element).Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
