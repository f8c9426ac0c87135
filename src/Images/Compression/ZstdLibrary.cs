// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Images.Compression;

/// <summary>libzstd, opened by dlopen(3) when the first layer needs it.</summary>
/// <remarks>
/// Source: zstd.h, "Streaming compression" and "Streaming decompression". Arguments are numbers and references only, so
/// that nothing is marshalled; buffers are pinned by their owners for as long as they live.
/// </remarks>
internal static class ZstdLibrary
{
    private const string Name = "libzstd.so.1";

    /// <summary><c>ZSTD_c_compressionLevel</c></summary>
    public const int CompressionLevel = 100;

    /// <summary><c>ZSTD_d_windowLogMax</c>: the most memory a frame may ask for, as a power of two.</summary>
    public const int WindowLogMax = 100;

    /// <summary><c>ZSTD_e_continue</c></summary>
    public const int Continue = 0;

    /// <summary><c>ZSTD_e_end</c></summary>
    public const int End = 2;

    /// <summary><c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>: address, size, position.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Buffer
    {
        public nint Address;
        public nuint Size;
        public nuint Position;
    }

    /// <exception cref="ImageException">The library is not installed; the message names the package.</exception>
    public static void Require()
    {
        // Never closed: DllImport finds it loaded.
        if (!NativeLibrary.TryLoad(Name, out _))
        {
            throw new ImageException(
                ImageFault.InvalidArgument,
                $"{Name} is not installed, and the layer is compressed with zstd: install the package libzstd1 "
                + "(Debian, Ubuntu), libzstd (Fedora) or zstd-libs (Alpine)");
        }
    }

    public static nuint Checked(nuint result) => ZSTD_isError(result) == 0
        ? result
        : throw new ImageException(ImageFault.Corrupt, $"zstd: {Marshal.PtrToStringUTF8(ZSTD_getErrorName(result))}");

    [DllImport(Name, ExactSpelling = true)]
    public static extern nint ZSTD_createDStream();

    [DllImport(Name, ExactSpelling = true)]
    public static extern nuint ZSTD_freeDStream(nint stream);

    [DllImport(Name, ExactSpelling = true)]
    public static extern nuint ZSTD_DCtx_setParameter(nint stream, int parameter, int value);

    [DllImport(Name, ExactSpelling = true)]
    public static extern nuint ZSTD_decompressStream(nint stream, ref Buffer output, ref Buffer input);

    [DllImport(Name, ExactSpelling = true)]
    public static extern nint ZSTD_createCStream();

    [DllImport(Name, ExactSpelling = true)]
    public static extern nuint ZSTD_freeCStream(nint stream);

    [DllImport(Name, ExactSpelling = true)]
    public static extern nuint ZSTD_CCtx_setParameter(nint stream, int parameter, int value);

    [DllImport(Name, ExactSpelling = true)]
    public static extern nuint ZSTD_compressStream2(nint stream, ref Buffer output, ref Buffer input, int operation);

    [DllImport(Name, ExactSpelling = true)]
    private static extern uint ZSTD_isError(nuint code);

    [DllImport(Name, ExactSpelling = true)]
    private static extern nint ZSTD_getErrorName(nuint code);
}
