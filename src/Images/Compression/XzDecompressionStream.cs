// SPDX-License-Identifier: Apache-2.0
using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace Husk.Images.Compression;

/// <summary>
/// Undoes xz by the program of that name: .NET has no xz, and what is compressed with it is rare enough that no library
/// is wanted for it.
/// </summary>
internal sealed class XzDecompressionStream : ReadOnlyStream
{
    private readonly Stream _source;
    private readonly Process _xz;
    private readonly Task _feed;
    private bool _isDisposed;

    /// <exception cref="ImageException">There is no such program.</exception>
    public XzDecompressionStream(Stream source)
    {
        _source = source;
        var start = new ProcessStartInfo("xz", ["--decompress", "--stdout"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            _xz = Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new ImageException(
                ImageFault.InvalidArgument,
                "the archive is compressed with xz, and there is no program xz: install xz-utils, or unpack it first",
                missing);
        }

        _feed = Task.Run(Feed);
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _xz.StandardOutput.BaseStream.Read(buffer);
        if (count == 0 && buffer.Length > 0)
            Finish();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            // Who reads no further wants no more of it.
            if (!_xz.HasExited)
                _xz.Kill();
            _feed.Wait();
            _xz.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Feed()
    {
        try
        {
            using Stream input = _xz.StandardInput.BaseStream;
            _source.CopyTo(input);
        }
        catch (IOException)
        {
            // It has said why, or was told to stop.
        }
    }

    private void Finish()
    {
        string words = _xz.StandardError.ReadToEnd();
        _xz.WaitForExit();
        if (_xz.ExitCode != 0)
        {
            throw new ImageException(
                ImageFault.Corrupt, $"the archive cannot be unpacked: {words.Trim().ReplaceLineEndings(" ")}");
        }
    }
}
