// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Gives an image another name; what had that name before loses it.</summary>
    public void Tag(string nameOrId, Reference name) => Guard(() =>
    {
        if (name.Digest is not null)
            throw new EngineException(EngineFault.InvalidArgument, "refusing to create a tag with a digest reference");
        Descriptor image = Find(nameOrId).Root;
        Content.PutReference(name.WithDefaultTag(), image);
        return true;
    });
}
