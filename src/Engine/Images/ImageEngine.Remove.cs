// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Takes a name away, and with the last name the image; an ID means the image with all its
    /// names.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="force">An image of several repositories too, and one of containers that do not run.</param>
    /// <param name="users">All containers.</param>
    /// <returns>What went, in order.</returns>
    /// <exception cref="EngineException">There is no such image, or it is needed (Conflict).</exception>
    public IReadOnlyList<RemovalStep> Remove(string nameOrId, bool force, IReadOnlyList<ImageUser> users) => Guard(() =>
    {
        LocalImage image = Find(nameOrId);
        ImageUser[] own = [.. users.Where(user => user.Image == image.Id.ToString())];
        return NameIn(image, nameOrId) is { } name
            ? RemoveName(image, name, nameOrId, force, own)
            : RemoveAll(image, force, own);
    });

    private IReadOnlyList<RemovalStep> RemoveName(
        LocalImage image, Reference name, string asked, bool force, ImageUser[] users)
    {
        if (image.Names.Count == 1 && users.Length > 0 && !force)
        {
            throw new EngineException(
                EngineFault.Conflict,
                $"conflict: unable to remove repository reference \"{asked}\" (must be forced) - container "
                + $"{users[0].Short} is using its referenced image {image.Id.Short}");
        }
        if (image.Names.Count == 1 && !users.Any(user => user.IsActive))
            return Delete(image);
        // What a running container stands on goes on without a name.
        if (image.Names.Count == 1)
            Content.PutNameless(image.Root);
        var steps = new List<RemovalStep>();
        Untag(image, name, steps);
        // Its digest stays known while another tag of the repository leads to it.
        if (image.Names.Count(other => other.Repository == name.Repository) == 1)
            steps.Add(new RemovalStep(false, $"{name.FamiliarRepository}@{image.Root.Digest}"));
        return steps;
    }

    private IReadOnlyList<RemovalStep> RemoveAll(LocalImage image, bool force, ImageUser[] users)
    {
        bool severalRepositories = image.Names.Select(other => other.Repository).Distinct().Count() > 1;
        string? conflict = users.FirstOrDefault(user => user.IsActive) is { Container: not null } active
            ? $"(cannot be forced) - image is being used by running container {active.Short}"
            : force ? null
            : severalRepositories ? "(must be forced) - image is referenced in multiple repositories"
            : users.Length > 0 ? $"(must be forced) - image is being used by stopped container {users[0].Short}"
            : null;
        return conflict is null
            ? Delete(image)
            : throw new EngineException(
                EngineFault.Conflict, $"conflict: unable to delete {image.Id.Short} {conflict}");
    }

    private List<RemovalStep> Delete(LocalImage image)
    {
        var steps = new List<RemovalStep>();
        foreach (Reference name in image.Names)
            Untag(image, name, steps);
        steps.AddRange(image.RepoDigests.Select(digest => new RemovalStep(false, digest)));
        Forget(image, steps);
        Store.Collect();
        return steps;
    }

    private void Forget(LocalImage image, List<RemovalStep> steps)
    {
        Content.RemoveImage(image.Root.Digest);
        Tell("delete", image.Id.ToString());
        steps.Add(new RemovalStep(true, image.Id.ToString()));
    }

    private void Untag(LocalImage image, Reference name, List<RemovalStep> steps)
    {
        Content.RemoveReference(name);
        Tell("untag", image.Id.ToString());
        if (name.Tag is not null)
            steps.Add(new RemovalStep(false, $"{name.FamiliarRepository}:{name.Tag}"));
    }
}
