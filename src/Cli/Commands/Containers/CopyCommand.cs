// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.IO.Pipes;
using System.Threading;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Containers;
using Husk.Engine.Files;

namespace Husk.Cli.Commands.Containers;

/// <summary>`cp`: docker's table of what becomes what (docs.docker.com, docker container cp, "Description").</summary>
internal static class CopyCommand
{
    private static readonly Flag[] FlagsOf =
    [
        new("archive", 'a', FlagKind.Bool, "Archive mode (copy all uid/gid information)"),
        new("follow-link", 'L', FlagKind.Bool, "Always follow symbol link in SRC_PATH"),
        new("quiet", 'q', FlagKind.Bool,
            "Suppress progress output during copy. Progress output is automatically suppressed if no terminal is attached"),
    ];

    public static readonly Command Row = new(["container cp", "cp"],
        "CONTAINER:SRC_PATH DEST_PATH|-\nSRC_PATH|- CONTAINER:DEST_PATH",
        "Copy files/folders between a container and the local filesystem")
    {
        Count = (2, 2),
        Flags = FlagsOf,
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        (string? fromContainer, string source) = Split(call.Arguments[0]);
        (string? toContainer, string destination) = Split(call.Arguments[1]);
        if (source.Length == 0 || destination.Length == 0)
            throw Wrong($"{(source.Length == 0 ? "source" : "destination")} can not be empty");
        switch (fromContainer, toContainer)
        {
            case (not null, not null):
                throw Wrong("copying between containers is not supported");
            case (null, null):
                throw Wrong("must specify at least one container source");
            case (not null, null):
                using (FileTree container = call.Containers.Files(fromContainer))
                {
                    using (FileTree own = FileTree.Own())
                        Copy(call, container, source, own, destination, owners: call.Flags.Bool("archive"));
                }
                break;
            default:
                using (FileTree own = FileTree.Own())
                {
                    using (FileTree container = call.Containers.Files(toContainer!))
                    {
                        Container into = call.Containers.Find(toContainer!);
                        if (ContainerEngine.WhyReadOnly(into, "/" + destination.TrimStart('/')) is { } reason)
                            throw Wrong(reason);
                        // As docker does it: with --archive all is the container's user's, where it has one.
                        (uint, uint)? owner = call.Flags.Bool("archive") && into.Config.User.Length > 0
                            ? container.Identity(into.Config.User)
                            : null;
                        Copy(call, own, source, container, destination, owners: true, owner);
                    }
                }
                break;
        }
        return Task.FromResult(0);
    }

    private static void Copy(
        Invocation call, FileTree from, string source, FileTree to, string destination, bool owners,
        (uint Uid, uint Gid)? owner = null)
    {
        if (source == "-")
        {
            if (to.Look(destination, follow: true) is not { IsDirectory: true })
                throw Wrong($"destination \"{call.Arguments[1]}\" must be a directory");
            call.Interrupt.Release();
            using Stream input = Streams.In();
            to.UnpackCompressed(destination, input, owners, owner);
            return;
        }
        CopySource what = CopySource.Of(from, source, call.Flags.Bool("follow-link"), call.Arguments[0]);
        if (destination == "-")
        {
            call.Interrupt.Release();
            using var output = new BufferedStream(Streams.RawOut(), 128 * 1024);
            from.Pack(what.Path, what.OwnName, output);
            return;
        }
        CopyTarget target = CopyTarget.Of(to, destination, what, call.Arguments[1]);
        long bytes = Stream(from, what, to, target, owners, owner, call.Cancel);
        if (!call.Flags.Bool("quiet") && call.Streams.ErrorIsTerminal)
            call.Streams.Error.Write($"Successfully copied {Human.Size(bytes)} to {call.Arguments[1]}\n");
    }

    // One side writes an archive while the other reads it. Not async: a tree that is mounted is so for this thread,
    // which must take it down again; its descriptors are good in any.
    private static long Stream(FileTree from, CopySource what, FileTree to, CopyTarget target, bool owners,
        (uint Uid, uint Gid)? owner, CancellationToken cancel)
    {
        using var reading = new AnonymousPipeServerStream(PipeDirection.In);
        var writing = new AnonymousPipeClientStream(PipeDirection.Out, reading.ClientSafePipeHandle);
        Task packing = Task.Run(() =>
        {
            using var counted = new BufferedStream(writing, 128 * 1024);
            from.Pack(what.Path, target.Name, counted);
        });
        try
        {
            using var counting = new CountingStream(reading, cancel);
            to.Unpack(target.Directory, counting, owners, owner);
            counting.CopyTo(System.IO.Stream.Null);
            return counting.Count;
        }
        catch (EngineException) when (packing.IsFaulted)
        {
            // The archive was cut short, and that is why.
            packing.GetAwaiter().GetResult();
            throw;
        }
        finally
        {
            // Whoever packs what nobody reads any more has an error, and is out of the tree before it is closed.
            reading.Dispose();
            Task.WaitAny(packing);
        }
    }

    // As docker: what begins with a slash or a dot is a path of this machine, whatever colons it has.
    private static (string? Container, string Path) Split(string argument)
    {
        int colon = argument.IndexOf(':');
        if (argument is "-" || colon < 0 || argument[0] is '/' or '.')
            return (null, argument);
        return (colon == 0 ? null : argument[..colon], argument[(colon + 1)..]);
    }

    private static EngineException Wrong(string message) => new(EngineFault.InvalidArgument, message);
}
