// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Containers;
using Husk.Engine.Events;
using Husk.Oci;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Writes down that something happened to an image.</summary>
    /// <param name="action">Docker's word: <c>pull</c>, <c>tag</c>, <c>untag</c>, <c>delete</c>, ...</param>
    /// <param name="id">Its ID; of what comes from a registry or goes there, its name, as docker has it.</param>
    /// <param name="name">The name it is about; null where it is about the image itself.</param>
    private void Tell(string action, string id, Reference? name = null) =>
        EventLog.Append(
            new EnginePaths(_root, "").Events, "image", action, id, from: "", [new("name", name?.Familiar ?? id)]);
}
