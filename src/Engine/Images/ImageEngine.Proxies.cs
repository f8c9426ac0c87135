// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Images.Registry.Credentials;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Variables that docker's config.json has for containers (<c>proxies</c>, its entry
    /// <c>default</c>).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Proxies() =>
        Guard(() => DockerConfigFile.Read(_dockerConfig).Proxies());
}
