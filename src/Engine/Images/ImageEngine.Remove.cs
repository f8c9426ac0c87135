// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Takes a name away, and with the last name the image; an ID means the image with all its names.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="force">An image of several repositories too.</param>
    /// <returns>What went, in order.</returns>
    public IReadOnlyList<RemovalStep> Remove(string nameOrId, bool force) => Guard(() =>
    {
        LocalImage image = Find(nameOrId);
        var steps = new List<RemovalStep>();
        if (NameIn(image, nameOrId) is { } name && image.Names.Count > 1)
        {
            Untag(name, steps);
            // Its digest stays known while another tag of the repository leads to it.
            if (image.Names.Count(other => other.Repository == name.Repository) == 1)
                steps.Add(new RemovalStep(false, $"{name.FamiliarRepository}@{image.Root.Digest}"));
            return (IReadOnlyList<RemovalStep>)steps;
        }
        bool severalRepositories = image.Names.Select(other => other.Repository).Distinct().Count() > 1;
        if (severalRepositories && !force)
            throw new EngineException(EngineFault.Conflict, $"conflict: unable to delete {image.Id.Short} (must be forced) - image is referenced in multiple repositories");
        foreach (Reference other in image.Names)
            Untag(other, steps);
        steps.AddRange(image.RepoDigests.Select(digest => new RemovalStep(false, digest)));
        Content.RemoveImage(image.Root.Digest);
        steps.Add(new RemovalStep(true, image.Id.ToString()));
        Store.Collect();
        return steps;
    });

    private void Untag(Reference name, List<RemovalStep> steps)
    {
        Content.RemoveReference(name);
        if (name.Tag is not null)
            steps.Add(new RemovalStep(false, $"{name.FamiliarRepository}:{name.Tag}"));
    }
}
