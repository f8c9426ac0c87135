// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images.Tar;

/// <summary>A stretch of a sparse file that has content.</summary>
public readonly record struct TarSegment(long Offset, long Length);
