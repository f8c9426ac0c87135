// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Monitor.Clients;
using Husk.Monitor.Protocol;
using Husk.Networks.Dns;

namespace Husk.Monitor;

/// <summary>What clients say: docs/engine.md, "Frames".</summary>
internal sealed partial class Supervisor
{
    private void TakeFrames()
    {
        // By index: who asks for nothing can be among those who come in.
        for (int i = 0; i < _clients.All.Count; i++)
        {
            Client client = _clients.All[i];
            if (client.HasInput && !client.IsGone)
                TakeFrames(client);
            if (!InputIsBlocked && client.TakeEndOfInput())
                EndInput(client);
        }
    }

    private void TakeFrames(Client client)
    {
        try
        {
            // What is for a container that does not read stays where it is, and what comes behind it.
            while (!(client.GivesStdin && InputIsBlocked)
                && client.TryTake(out FrameKind kind, out ReadOnlySpan<byte> payload))
            {
                Take(client, kind, payload);
            }
        }
        catch (Exception wrong) when (wrong is ProtocolException or FormatException)
        {
            client.CutOff();
        }
    }

    private void Take(Client client, FrameKind kind, ReadOnlySpan<byte> payload)
    {
        switch (kind)
        {
            case FrameKind.Attach:
                client.Attach(ProtocolJson.ParseAttach(payload), _order.OpenStdin, _order.Terminal);
                break;
            case FrameKind.Start when client.IsStarter && _phase == Phase.Waiting:
                Start();
                break;
            case FrameKind.Stdin when client.GivesStdin:
                TakeInput(client, payload);
                break;
            case FrameKind.EndOfStdin when client.GivesStdin:
                EndInput(client);
                break;
            case FrameKind.Window:
                (ushort rows, ushort columns) = Frame.ReadWindow(payload);
                _size = new TerminalSize(rows, columns);
                _streams?.Resize(_size.Value);
                break;
            case FrameKind.StopRequested:
                RequestStop(byUser: payload.IsEmpty);
                client.Send(FrameKind.Done);
                break;
            case FrameKind.Paused or FrameKind.Resumed:
                SetPaused(kind == FrameKind.Paused);
                client.Send(FrameKind.Done);
                break;
            case FrameKind.Update:
                Update(ProtocolJson.ParseUpdate(payload));
                client.Send(FrameKind.Done);
                break;
            case FrameKind.CleanUpIsMine:
                client.CleansUp = true;
                break;
            case FrameKind.CleanedUp:
                client.CleansUp = false;
                _cleanUpIsDue = false;
                break;
        }
    }

    private void Update(UpdateRequest request)
    {
        _restarts.Policy = request.Restart ?? _restarts.Policy;
        _events.Name = request.Name ?? _events.Name;
        try
        {
            if (request.Dns is { } dns)
                _names ??= Resolver.Open(dns.Run, _order.Id, dns.Servers);
        }
        catch (SyscallException)
        {
            // Something in the container has its port: that goes on to answer.
        }
    }

    private void TakeInput(Client client, ReadOnlySpan<byte> typed)
    {
        if (client.Filter is not { } filter)
        {
            _streams?.Input?.Write(typed);
            return;
        }

        bool detaches = filter.Pass(typed, out ReadOnlySpan<byte> passed);
        _streams?.Input?.Write(passed);
        if (!detaches)
            return;
        client.Detach();
        client.Send(FrameKind.Detached);
        _events.Add("detach");
    }

    private void EndInput(Client client)
    {
        if (_order.StdinOnce)
        {
            _inputHasEnded = true;
            _streams?.Input?.End();
        }

        client.EndInput();
    }

    private void RequestStop(bool byUser)
    {
        _stopIsWanted = true;
        _stoppedByUser |= byUser;
        _state.Set(_state.Current with { HasBeenManuallyStopped = _stoppedByUser });
        if (_phase == Phase.Waiting)
        {
            _phase = Phase.Ended;
        }
        else if (_phase == Phase.Restarting)
        {
            _state.Set(_state.Current with { Status = ContainerStatus.Exited });
            End(FrameKind.Exit, ProtocolJson.Write(Report(restarting: false)));
        }
    }

    private void SetPaused(bool paused)
    {
        if (_phase != Phase.Running)
            return;
        _state.Set(_state.Current with { Status = paused ? ContainerStatus.Paused : ContainerStatus.Running });
        if (paused)
            _health?.Pause();
        else
            _health?.Resume();
    }

    /// <summary>Somebody has hung up.</summary>
    private void Leave(Client client)
    {
        if (client.GivesStdin)
            EndInput(client);
        // Without a word to start nothing was begun that could be of use to anybody.
        if (client.IsStarter && _phase == Phase.Waiting)
            _phase = Phase.Ended;
    }
}
