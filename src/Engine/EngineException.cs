// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading.Tasks;
using Husk.Images;
using Husk.Linux;
using Husk.Linux.Nftables;
using Husk.Networks;
using Husk.Oci;
using Husk.Runtime.Client;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine;

/// <summary>What was asked of the engine was not done. The message is one line, in the words that docker's users
/// know.</summary>
public sealed class EngineException : Exception
{
    public EngineException(EngineFault fault, string message)
        : base(message) => Fault = fault;

    private EngineException(EngineFault fault, Exception cause)
        : base(cause.Message, cause) => Fault = fault;

    private EngineException(EngineFault fault, string message, Exception cause)
        : base(message, cause) => Fault = fault;

    public EngineFault Fault { get; }

    /// <summary>Does it, and tells what fails in the engine's terms.</summary>
    internal static T Guard<T>(Func<T> verb)
    {
        try
        {
            return verb();
        }
        catch (Exception e) when (Of(e) is { } told)
        {
            throw told;
        }
    }

    /// <inheritdoc cref="Guard{T}(Func{T})"/>
    internal static async Task<T> Guard<T>(Func<Task<T>> verb)
    {
        try
        {
            return await verb().ConfigureAwait(false);
        }
        catch (Exception e) when (Of(e) is { } told)
        {
            throw told;
        }
    }

    /// <summary>The same in the engine's terms; null for what is a mistake in this program.</summary>
    internal static EngineException? Of(Exception cause) => cause switch
    {
        ImageException image => new EngineException(FaultOf(image.Fault), image),
        SpecException spec => new EngineException(EngineFault.InvalidArgument, spec),
        RuntimeFailure runtime => new EngineException(EngineFault.Unavailable, runtime),
        NetworkException network => new EngineException(FaultOf(network.Fault), network),
        SyscallException { Errno: ENOSPC or EDQUOT } => new EngineException(
            EngineFault.Unavailable, $"no space left on device: {cause.Message}; husk system prune may free some",
            cause),
        SyscallException { Errno: EROFS } => new EngineException(
            EngineFault.Unavailable, $"read-only file system: {cause.Message}; --root names another directory", cause),
        SyscallException { Errno: EACCES or EPERM } or UnauthorizedAccessException when !Environment.IsPrivilegedProcess =>
            new EngineException(
                EngineFault.Unavailable, $"permission denied: {cause.Message}; husk works as root: sudo husk", cause),
        SyscallException or NftablesException or DllNotFoundException or IOException or UnauthorizedAccessException =>
            new EngineException(EngineFault.Unavailable, cause),
        _ => null,
    };

    private static EngineFault FaultOf(NetworkFault fault) => fault switch
    {
        NetworkFault.NotFound => EngineFault.NotFound,
        NetworkFault.InvalidArgument => EngineFault.InvalidArgument,
        NetworkFault.Exhausted or NetworkFault.Unsupported => EngineFault.Unavailable,
        NetworkFault.Corrupt => EngineFault.Corrupt,
        _ => EngineFault.Conflict,
    };

    private static EngineFault FaultOf(ImageFault fault) => fault switch
    {
        ImageFault.NotFound => EngineFault.NotFound,
        ImageFault.Conflict => EngineFault.Conflict,
        ImageFault.InvalidArgument => EngineFault.InvalidArgument,
        ImageFault.Unauthorized => EngineFault.Unauthorized,
        ImageFault.Unavailable => EngineFault.Unavailable,
        _ => EngineFault.Corrupt,
    };
}
