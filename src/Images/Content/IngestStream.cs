// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Images.Compression;

namespace Husk.Images.Content;

/// <summary>An ingest as the target of what writes to streams.</summary>
internal sealed class IngestStream(Ingest ingest) : WriteOnlyStream
{
    public override void Write(ReadOnlySpan<byte> buffer) => ingest.Write(buffer);
}
