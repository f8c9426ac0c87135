// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Graph;

/// <summary>Something that a RUN may read and no image has.</summary>
/// <param name="Read">Its bytes.</param>
public sealed record BuildSecret(Func<byte[]> Read);
