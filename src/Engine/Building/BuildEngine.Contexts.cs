// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Build.Graph;
using Husk.Oci;

namespace Husk.Engine.Building;

public sealed partial class BuildEngine
{
    private static NamedContext ContextOf(string value)
    {
        const string image = "docker-image://";
        if (value.StartsWith(image, StringComparison.Ordinal))
            return new NamedContext.Image(Reference.Parse(value[image.Length..]).WithDefaultTag());
        string path = Path.GetFullPath(value);
        return Directory.Exists(path)
            ? new NamedContext.Local(new BuildContext(path, []))
            : throw new EngineException(EngineFault.NotFound, $"could not find {value}: stat {path}: no such file or directory");
    }
}
