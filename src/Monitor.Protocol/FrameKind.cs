// SPDX-License-Identifier: Apache-2.0
namespace Husk.Monitor.Protocol;

/// <summary>What a frame between a monitor and its clients is: the table in docs/engine.md, "Frames".</summary>
public enum FrameKind : byte
{
    Attach = (byte)'A',
    Start = (byte)'S',
    Stdin = (byte)'I',
    EndOfStdin = (byte)'E',
    Window = (byte)'W',

    /// <summary>With a payload if the host asks for it and not a user.</summary>
    StopRequested = (byte)'H',

    Paused = (byte)'P',
    Resumed = (byte)'R',
    Update = (byte)'U',
    Wait = (byte)'Q',
    CleanUpIsMine = (byte)'C',
    CleanedUp = (byte)'D',
    Begun = (byte)'B',
    Failed = (byte)'F',
    Stdout = (byte)'O',
    Stderr = (byte)'r',
    Detached = (byte)'T',
    Exit = (byte)'X',
    Done = (byte)'K',
}
