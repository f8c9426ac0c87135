// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Graph;
using Husk.Build.Steps;
using Husk.Images;
using Husk.Images.Archives;
using Husk.Images.Snapshots;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Outputs;

/// <summary>What was built, as plain files.</summary>
public static class FilesOutput
{
    /// <summary>Writes the root file system as a tar.</summary>
    /// <param name="store">Has the layers unpacked.</param>
    /// <param name="batch">The build's.</param>
    /// <param name="image">What was built.</param>
    /// <param name="directory">To mount in; gone afterwards.</param>
    /// <param name="target">Stays open.</param>
    /// <param name="cancel">Ends it.</param>
    public static Task Tar(ImageStore store, LayerBatch batch, BuiltImage image, string directory, Stream target,
        CancellationToken cancel) =>
        WithTree(store, batch, image, directory, tree => RootFilesystemArchive.Export(tree, target, cancel));

    /// <summary>Copies the root file system into a directory; what is there of the same name is replaced.</summary>
    /// <param name="store">Has the layers unpacked.</param>
    /// <param name="batch">The build's.</param>
    /// <param name="image">What was built.</param>
    /// <param name="directory">To mount in; gone afterwards.</param>
    /// <param name="target">Is made where it is not.</param>
    public static Task Directory(
        ImageStore store, LayerBatch batch, BuiltImage image, string directory, string target) =>
        WithTree(store, batch, image, directory, tree =>
        {
            System.IO.Directory.CreateDirectory(target);
            using OwnedFd from = At.Open(BorrowedFd.Cwd, tree, O_PATH | O_DIRECTORY);
            using OwnedFd into = At.Open(BorrowedFd.Cwd, target, O_RDONLY | O_DIRECTORY);
            TreeMerge.Content(from, into);
        });

    private static async Task WithTree(
        ImageStore store, LayerBatch batch, BuiltImage image, string directory, Action<string> work)
    {
        await store.UnpackAsync([.. Array.ConvertAll<StageLayer, Oci.Digest>([.. image.Layers], layer => layer.DiffId)],
            Open, batch.Lease).ConfigureAwait(false);
        try
        {
            Snapshot view = batch.Prepare(directory, image.Chain, isView: true);
            MountThread.Run(() =>
            {
                view.Mount();
                work(view.MergedPath);
                return true;
            });
        }
        finally
        {
            At.RemoveTree(BorrowedFd.Cwd, directory);
        }

        async Task<Stream> Open(int i, CancellationToken _) =>
            store.Content.OpenRead((await image.Layers[i].Blob.ConfigureAwait(false)).Digest);
    }
}
