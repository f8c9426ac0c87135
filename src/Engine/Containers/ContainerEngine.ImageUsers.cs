// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Images;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Which images the containers were made of: what `rmi` and `image prune` keep.</summary>
    public IReadOnlyList<ImageUser> ImageUsers() => Guard(() =>
        (IReadOnlyList<ImageUser>)[.. List(all: true)
            .Select(static one => new ImageUser(one.Container.Id, one.Container.Image, IsActive(one.State.Status)))]);
}
