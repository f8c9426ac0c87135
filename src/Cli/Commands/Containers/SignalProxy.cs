// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary>Signals that this process gets and a container's process is meant to have.</summary>
internal sealed class SignalProxy : IDisposable
{
    // HUP, INT, QUIT, USR1, USR2, ALRM, TERM, CONT, TSTP, XCPU, XFSZ, VTALRM, PROF, IO, PWR by their numbers in
    // signal(7). Not those that mean this process: CHLD, PIPE, WINCH, URG, TTIN, TTOU, and those that a fault of its
    // own raises.
    private static readonly int[] Numbers = [1, 2, 3, 10, 12, 14, 15, 18, 20, 24, 25, 26, 27, 29, 30];

    private readonly List<PosixSignalRegistration> _registrations = [];

    public SignalProxy(ContainerEngine containers, string id)
    {
        foreach (int number in Numbers)
        {
            _registrations.Add(PosixSignalRegistration.Create(
                (PosixSignal)number, context =>
                {
                    context.Cancel = true;
                    Forward(containers, id, number);
                }));
        }
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    /// <summary>Hands one on.</summary>
    public static void Forward(ContainerEngine containers, string id, int number)
    {
        try
        {
            containers.Kill(id, number.ToString(CultureInfo.InvariantCulture));
        }
        catch (EngineException)
        {
            // It has ended: whoever waits for that hears of it otherwise.
        }
    }
}
