// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Removes images, and then all content that nothing needs.</summary>
    /// <param name="unused">Which images are to go.</param>
    public PruneOutcome Prune(Func<LocalImage, bool> unused) => Guard(() =>
    {
        var steps = new List<RemovalStep>();
        foreach (LocalImage image in All().Where(unused))
        {
            foreach (Reference name in image.Names)
                Untag(image, name, steps);
            Forget(image, steps);
        }
        return new PruneOutcome(steps, HasStore ? Store.Collect() : 0);
    });
}
