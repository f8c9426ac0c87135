// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Images.Compression;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Content;

public sealed partial class Ingest
{
    /// <summary>
    /// Reads the blob from its first byte while it is still coming in: waits for bytes, ends when the blob is
    /// committed, and throws when the ingest is closed without that. So a layer is unpacked while it is downloaded.
    /// What is read is not verified before <see cref="Commit"/> is done.
    /// </summary>
    public Stream OpenFollowing()
    {
        _progress.Follow();
        // By way of /proc: an open file of its own, with its own position.
        return new FollowingStream(At.Open(BorrowedFd.Cwd, $"/proc/self/fd/{_file.Number}", O_RDONLY), _progress);
    }

    private sealed class FollowingStream(OwnedFd file, IngestProgress progress) : ReadOnlyStream
    {
        private long _position;

        public override int Read(Span<byte> buffer)
        {
            long end = progress.WaitBeyond(_position);
            int count = (int)Math.Min(end - _position, buffer.Length);
            count = count == 0 ? 0 : Fd.Read(file, buffer[..count]);
            _position += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();

            base.Dispose(disposing);
        }
    }
}
