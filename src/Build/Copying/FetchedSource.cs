// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Build.Steps;

namespace Husk.Build.Copying;

/// <summary>A source that is elsewhere.</summary>
/// <param name="Identity">What is there now, without fetching more than it takes to know.</param>
/// <param name="Directory">The directory in which it is, fetched.</param>
/// <param name="Path">What of the directory is the source.</param>
internal sealed record FetchedSource(
    Func<IStepProgress, string> Identity, Func<IStepProgress, string> Directory, string Path);
