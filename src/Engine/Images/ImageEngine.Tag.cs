// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Gives an image another name; what had that name before loses it.</summary>
    public void Tag(string nameOrId, Reference name) => Guard(() =>
    {
        if (name.Digest is not null)
            throw new EngineException(EngineFault.InvalidArgument, "refusing to create a tag with a digest reference");
        LocalImage image = Find(nameOrId);
        Content.PutReference(name.WithDefaultTag(), image.Root);
        Tell("tag", image.Id.ToString(), name.WithDefaultTag());
        return true;
    });
}
