// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Build.Steps;
using Husk.Engine.Images;

namespace Husk.Engine.Building;

/// <summary>Tells a build's progress of the layers of an image that it pulls.</summary>
internal sealed class LayerStatusRelay(IStepProgress progress) : IProgress<LayerProgress>
{
    public void Report(LayerProgress value)
    {
        switch (value.Status)
        {
            case LayerStatus.Downloading:
                progress.Status(value.Id, value.Current, value.Total, isDone: false);
                break;
            case LayerStatus.Downloaded:
                progress.Status(value.Id, value.Total, value.Total, isDone: true);
                break;
            case LayerStatus.Extracting:
                progress.Status("extracting " + value.Id, value.Current, value.Total, isDone: false);
                break;
            case LayerStatus.Pulled:
                progress.Status("extracting " + value.Id, 0, 0, isDone: true);
                break;
        }
    }
}
