// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Linux.Tests;
using Husk.Oci;

namespace Husk.Images.Tests.Content;

public sealed class IngestTests : IDisposable
{
    private static readonly byte[] Blob = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 / 3))];
    private static readonly Digest Name = Digest.Of(Blob);

    private readonly ScratchDirectory _scratch = new();
    private readonly ContentStore _store;

    public IngestTests() => _store = ContentStore.Open(_scratch["images"]);

    public void Dispose()
    {
        _store.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_committed_blob_is_a_read_only_file_under_its_digest()
    {
        using (Ingest ingest = (await _store.BeginIngestAsync(Name, Blob.Length))!)
        {
            ingest.Write(Blob);
            Assert.False(_store.Contains(Name));
            Assert.Equal(Name, ingest.Commit());
        }

        string file = _scratch[$"images/blobs/sha256/{Name.Hex}"];
        Assert.Equal(Blob, File.ReadAllBytes(file));
        Assert.StartsWith(Name.Hex, Command.Output("sha256sum", file));
        Assert.Equal("444", Command.Output("stat", "-c", "%a", file).Trim());
        Assert.Empty(Directory.GetFiles(_scratch["images/ingest"]));
    }

    [Fact]
    public async Task A_blob_that_is_there_is_not_taken_in_again()
    {
        _store.Add(Blob);

        Assert.Null(await _store.BeginIngestAsync(Name, Blob.Length));
    }

    [Fact]
    public async Task A_broken_off_ingest_goes_on_where_it_stopped()
    {
        using (Ingest first = (await _store.BeginIngestAsync(Name, Blob.Length))!)
            first.Write(Blob.AsSpan(0, 100_000));

        using Ingest second = (await _store.BeginIngestAsync(Name, Blob.Length))!;
        Assert.Equal(100_000, second.Offset);
        second.Write(Blob.AsSpan(100_000));
        second.Commit();

        Assert.Equal(Blob, _store.ReadAll(Name));
    }

    [Fact]
    public async Task Content_with_another_digest_is_refused_and_thrown_away()
    {
        byte[] other = [.. Blob];
        other[^1] ^= 1;
        using Ingest ingest = (await _store.BeginIngestAsync(Name, Blob.Length))!;
        ingest.Write(other);

        ImageException refused = Assert.Throws<ImageException>(() => { ingest.Commit(); });

        Assert.Equal(ImageFault.Corrupt, refused.Fault);
        Assert.Contains(Digest.Of(other).ToString(), refused.Message);
        Assert.False(_store.Contains(Name));
        Assert.Empty(Directory.GetFiles(_scratch["images/ingest"]));
    }

    [Fact]
    public async Task Content_of_another_size_is_refused()
    {
        using (Ingest shorter = (await _store.BeginIngestAsync(Name, Blob.Length + 1))!)
        {
            shorter.Write(Blob);
            Assert.Contains("ends after 300000 of 300001 bytes",
                Assert.Throws<ImageException>(() => { shorter.Commit(); }).Message);
            shorter.Abandon();
        }

        using Ingest longer = (await _store.BeginIngestAsync(Name, Blob.Length - 1))!;
        Assert.Contains(
            "is longer than the 299999 bytes", Assert.Throws<ImageException>(() => longer.Write(Blob)).Message);
        Assert.False(_store.Contains(Name));
    }

    [Fact]
    public async Task Two_that_want_one_blob_take_turns()
    {
        Ingest first = (await _store.BeginIngestAsync(Name, Blob.Length))!;
        Task<Ingest?> second = _store.BeginIngestAsync(Name, Blob.Length);
        first.Write(Blob);
        await Task.Delay(100);
        Assert.False(second.IsCompleted);

        first.Commit();
        first.Dispose();

        Assert.Null(await second);
    }

    [Fact]
    public async Task A_follower_reads_what_is_still_coming_in()
    {
        using Ingest ingest = (await _store.BeginIngestAsync(Name, Blob.Length))!;
        ingest.Write(Blob.AsSpan(0, 1000));
        using Stream following = ingest.OpenFollowing();
        var read = new MemoryStream();
        Task reading = Task.Run(() => following.CopyTo(read));
        ingest.Write(Blob.AsSpan(1000));
        await Task.Delay(50);
        Assert.False(reading.IsCompleted);

        ingest.Commit();
        await reading;

        Assert.Equal(Blob, read.ToArray());
    }

    [Fact]
    public async Task A_follower_of_an_ingest_that_is_given_up_is_told()
    {
        Ingest ingest = (await _store.BeginIngestAsync(Name, Blob.Length))!;
        using Stream following = ingest.OpenFollowing();
        Task reading = Task.Run(() => following.CopyTo(Stream.Null));

        ingest.Dispose();

        await Assert.ThrowsAsync<ImageException>(() => reading);
    }
}
