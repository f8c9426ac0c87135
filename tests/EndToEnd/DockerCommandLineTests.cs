// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>What docker and podman have beyond ctr.</summary>
public abstract partial class DockerCommandLineTests(DockerCommandLine engine) : EngineTests(engine)
{
    internal DockerCommandLine CommandLine => engine;
}
