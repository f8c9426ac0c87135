// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Images.Snapshots;
using Husk.Linux;

namespace Husk.Images.Tests.Snapshots;

/// <summary>The layers of a build, up to the moment when they get their names.</summary>
public sealed class LayerBatchTests : StoreFixture
{
    [Fact]
    public async Task Layers_that_could_not_get_their_names_leave_nothing()
    {
        using (var batch = LayerBatch.Begin(Store))
        {
            Snapshot snapshot = batch.Prepare(Scratch["s1"], null);
            File.WriteAllText(snapshot.UpperPath + "/file", "x");
            await batch.Seal(snapshot).Blob;
            string blobs = Directory.GetDirectories(Scratch["store"], "sha256", SearchOption.AllDirectories).Single();
            Directory.Move(blobs, Scratch["aside"]);
            await Assert.ThrowsAsync<SyscallException>(batch.Settle);
            Directory.Move(Scratch["aside"], blobs);
        }

        Assert.Equal("", Shell($"find {Store.Layers.Path} -name file"));
    }
}
