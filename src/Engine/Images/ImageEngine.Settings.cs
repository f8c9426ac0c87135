// SPDX-License-Identifier: Apache-2.0
using Husk.Images.Registry.Credentials;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>What docker's config.json says about how its client behaves, such as <c>psFormat</c>; null for
    /// nothing.</summary>
    /// <param name="name">The member.</param>
    public string? Setting(string name)
    {
        try
        {
            return Guard(() => DockerConfigFile.Read(_dockerConfig).Setting(name));
        }
        catch (EngineException e)
        {
            // As docker's client: what nobody needs is no reason to do nothing.
            Tell($"Error parsing config file: {e.Message}");
            return null;
        }
    }
}
