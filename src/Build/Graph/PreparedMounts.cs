// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Build.Steps;
using Husk.Linux;

namespace Husk.Build.Graph;

/// <summary>What a RUN's mounts have come to, and what is to be taken away or unlocked after it.</summary>
internal sealed class PreparedMounts : IDisposable
{
    private readonly List<string> _directories = [];
    private readonly List<IDisposable> _held = [];

    public List<StepMount> Mounts { get; } = [];

    /// <summary>Variables that mounts set.</summary>
    public List<string> Environment { get; } = [];

    public string Owned(string directory)
    {
        _directories.Add(directory);
        return directory;
    }

    public void Hold(IDisposable held) => _held.Add(held);

    public void Dispose()
    {
        foreach (IDisposable held in _held)
            held.Dispose();
        foreach (string directory in _directories)
            At.RemoveTree(BorrowedFd.Cwd, directory);
    }
}
