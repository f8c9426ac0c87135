// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;

namespace Husk.Images.Registry;

/// <summary>A manifest or index as a registry sent it: its digest is that of exactly these bytes.</summary>
public sealed record RemoteManifest(byte[] Content, string MediaType, Digest Digest);
