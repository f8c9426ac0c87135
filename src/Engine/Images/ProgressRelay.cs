// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Images.Registry.Transfer;

namespace Husk.Engine.Images;

/// <summary>Hands on what a transfer tells, at once and on the same thread: <c>Progress</c> of .NET would mix the
/// order.</summary>
internal sealed class ProgressRelay(IProgress<LayerProgress>? to) : IProgress<TransferProgress>
{
    public void Report(TransferProgress value) => to?.Report(LayerProgress.Of(value));
}
