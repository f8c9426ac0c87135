// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;

namespace Husk.Images.Content;

/// <summary>How far an ingest is, for those that read behind it on other threads.</summary>
internal sealed class IngestProgress
{
    private readonly object _entry = new();
    private long _offset;
    private bool _followed;
    private State _state;

    private enum State
    {
        Growing,
        Complete,
        Broken,
    }

    public void Follow()
    {
        lock (_entry)
            _followed = true;
    }

    public void Reached(long offset)
    {
        lock (_entry)
        {
            _offset = offset;
            Monitor.PulseAll(_entry);
        }
    }

    public void Complete() => End(State.Complete);

    public void Break() => End(State.Broken);

    public void Restart()
    {
        lock (_entry)
        {
            if (_followed && _offset > 0)
                throw new InvalidOperationException("what was read cannot be taken back: begin the layer anew");
            _offset = 0;
        }
    }

    /// <summary>
    /// Waits until there is more than a position; how far one may read, or the position itself at the end.
    /// </summary>
    /// <exception cref="ImageException">The ingest was given up.</exception>
    public long WaitBeyond(long position)
    {
        lock (_entry)
        {
            while (_offset <= position && _state == State.Growing)
                Monitor.Wait(_entry);

            return _state == State.Broken
                ? throw new ImageException(ImageFault.Unavailable, "the blob did not arrive whole")
                : _offset;
        }
    }

    private void End(State state)
    {
        lock (_entry)
        {
            if (_state == State.Growing)
                _state = state;
            Monitor.PulseAll(_entry);
        }
    }
}
