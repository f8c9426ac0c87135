// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Containers;

namespace Husk.Engine.Volumes;

/// <summary>
/// One of HostConfig's Binds: <c>SOURCE:TARGET[:MODE]</c>, where a source without a slash in front is a volume's name.
/// </summary>
internal static class BindText
{
    /// <summary>As a mount, and its mode as it was written.</summary>
    /// <exception cref="EngineException">It is none; docker's words.</exception>
    public static (MountRequest Request, string Mode) Parse(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length is < 2 or > 3 || parts[0].Length == 0 || (parts.Length == 2 && MountMode.Is(parts[1])))
            throw Invalid($"invalid volume specification: '{text}'");
        string mode = parts.Length == 3 ? parts[2] : "";
        if (!MountMode.Is(mode))
            throw Invalid($"invalid mode: {mode}");
        var read = MountMode.Parse(mode);
        bool bind = parts[0].StartsWith('/');
        var request = new MountRequest
        {
            Type = bind ? "bind" : "volume",
            Source = parts[0],
            Target = parts[1],
            ReadOnly = !read.Writable,
            Options = read.Options(bind),
        };
        try
        {
            if (bind && read.NoCopy)
                throw MountRules.Invalid(request, "field VolumeOptions must not be specified");
            MountRules.Check(request);
        }
        catch (EngineException wrong)
        {
            throw Invalid($"invalid volume specification: '{text}': {wrong.Message}");
        }
        return (request, mode);
    }

    private static EngineException Invalid(string message) => new(EngineFault.InvalidArgument, message);
}
