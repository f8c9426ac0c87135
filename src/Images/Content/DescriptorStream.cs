// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux;
using Microsoft.Win32.SafeHandles;

namespace Husk.Images.Content;

/// <summary>A descriptor as .NET's stream, for what wants one.</summary>
internal static class DescriptorStream
{
    /// <summary>The stream owns the descriptor from now on.</summary>
    public static FileStream Over(OwnedFd file, FileAccess access) =>
        new(new SafeFileHandle(file.Detach(), ownsHandle: true), access, bufferSize: 0);
}
