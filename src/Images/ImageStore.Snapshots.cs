// SPDX-License-Identifier: Apache-2.0
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images;

public sealed partial class ImageStore
{
    /// <summary>
    /// Makes a snapshot of an image that can be written; unpacks first what is not unpacked yet. Needs the image to be
    /// in the store under a name, an ID or a lease until it returns; from then on the snapshot keeps the layers.
    /// </summary>
    /// <param name="manifest">The image for one platform.</param>
    /// <param name="key">The snapshot's name in the store; mostly a container's ID.</param>
    /// <param name="directory">Where its directories are made; an absolute path.</param>
    /// <param name="cancellation">Ends the unpacking between layers.</param>
    /// <param name="passing">It is worth nothing after a crash of the machine, and need not wait for the disk.</param>
    /// <exception cref="ImageException">
    /// The name is taken (Conflict), or a blob of the image is not here (NotFound).
    /// </exception>
    public async Task<Snapshot> PrepareAsync(
        ImageManifest manifest,
        string key,
        string directory,
        CancellationToken cancellation = default,
        bool passing = false)
    {
        using Lease lease = Lease.Begin(Content);
        Digest? top = await UnpackAsync(manifest, lease, limits: null, cancellation).ConfigureAwait(false);
        return Layers.Prepare(key, directory, top, passing);
    }

    /// <summary>Makes a snapshot of an image that cannot be written, to look at its files.</summary>
    /// <inheritdoc cref="PrepareAsync"/>
    public async Task<Snapshot> ViewAsync(
        ImageManifest manifest, string key, string directory, CancellationToken cancellation = default)
    {
        using Lease lease = Lease.Begin(Content);
        Digest? top = await UnpackAsync(manifest, lease, limits: null, cancellation).ConfigureAwait(false);
        return Layers.View(key, directory, top);
    }
}
