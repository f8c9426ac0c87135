// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Husk.EndToEnd.Engines;

/// <summary>
/// What a kubelet says to containerd or CRI-O: calls of runtime.v1.RuntimeService over gRPC. The field numbers are
/// those of k8s.io/cri-api, pkg/apis/runtime/v1/api.proto.
/// </summary>
internal sealed class ContainerRuntimeInterface(string socket) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation).ConfigureAwait(false);
            return new NetworkStream(connection, ownsSocket: true);
        },
    });

    /// <param name="pod">A PodSandboxConfig.</param>
    /// <param name="handler">The name of the runtime in the engine's configuration: RuntimeClass's handler.</param>
    public async Task<string> RunPod(ProtobufMessage pod, string handler) =>
        (await Call("RunPodSandbox", new ProtobufMessage().With(1, pod).With(2, handler))).Texts[1];

    public async Task<string> StartContainer(
        string podId, ProtobufMessage pod, string name, string image, params string[] command)
    {
        ProtobufMessage config = new ProtobufMessage().With(1, new ProtobufMessage().With(1, name))
            .With(2, new ProtobufMessage().With(1, image)).With(3, command);
        string id =
            (await Call("CreateContainer", new ProtobufMessage().With(1, podId).With(2, config).With(3, pod))).Texts[1];
        await Call("StartContainer", new ProtobufMessage().With(1, id));
        return id;
    }

    public async Task<(string Stdout, long ExitCode)> Exec(string id, params string[] command)
    {
        (Dictionary<int, string> texts, Dictionary<int, long> numbers) =
            await Call("ExecSync", new ProtobufMessage().With(1, id).With(2, command).With(3, 20));
        return (texts.GetValueOrDefault(1, ""), numbers.GetValueOrDefault(3));
    }

    public Task LimitMemory(string id, long bytes) =>
        Call("UpdateContainerResources",
            new ProtobufMessage().With(1, id).With(2, new ProtobufMessage().With(4, bytes)));

    public async Task RemovePod(string podId)
    {
        await Call("StopPodSandbox", new ProtobufMessage().With(1, podId));
        await Call("RemovePodSandbox", new ProtobufMessage().With(1, podId));
    }

    public void Dispose() => _client.Dispose();

    private async Task<(Dictionary<int, string> Texts, Dictionary<int, long> Numbers)> Call(
        string method, ProtobufMessage request)
    {
        // Not compressed, and the length (grpc/doc/PROTOCOL-HTTP2.md, "Length-Prefixed-Message").
        byte[] content = [0, 0, 0, 0, 0, .. request.Bytes];
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(1), content.Length - 5);
        using var message =
            new HttpRequestMessage(HttpMethod.Post, "http://localhost/runtime.v1.RuntimeService/" + method)
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(content) { Headers = { { "content-type", "application/grpc" } } },
                Headers = { { "te", "trailers" } },
            };
        using HttpResponseMessage response = await _client.SendAsync(message);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        string status = Header(response, "grpc-status");
        if (status != "0")
        {
            throw new IOException($"{method} = {status} ({Header(response, "grpc-message")})");
        }

        return ProtobufMessage.Read(answer.AsSpan(5));
    }

    /// <summary>An answer without content has its status in the headers.</summary>
    private static string Header(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out IEnumerable<string>? values)
            || response.Headers.TryGetValues(name, out values)
            ? values.First() : "";
}
