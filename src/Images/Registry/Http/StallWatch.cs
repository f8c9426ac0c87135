// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;
using System.Threading.Tasks;

namespace Husk.Images.Registry.Http;

/// <summary>Cancels what waits when nothing has moved for a time; told of each movement.</summary>
internal sealed class StallWatch : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _user;
    private readonly string _host;
    private readonly TimeSpan _time;

    public StallWatch(string host, TimeSpan time, CancellationToken user)
    {
        _host = host;
        _time = time;
        _user = user;
        _source = CancellationTokenSource.CreateLinkedTokenSource(user);
        _source.CancelAfter(time);
    }

    public CancellationToken Token => _source.Token;

    public void Moved() => _source.CancelAfter(_time);

    /// <summary>Waits for an operation that was given <see cref="Token"/>.</summary>
    /// <exception cref="StallException">The time ran out, rather than the user's patience.</exception>
    public async Task<T> Guard<T>(Task<T> operation)
    {
        try
        {
            T result = await operation.ConfigureAwait(false);
            Moved();
            return result;
        }
        catch (OperationCanceledException) when (!_user.IsCancellationRequested)
        {
            throw new StallException(_host, _time);
        }
    }

    public void Dispose() => _source.Dispose();
}
