// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace Husk.Conformance.Fixture;

/// <summary>
/// Somebody who is not root, and as a rule has no name on this host: runs the runtime, and owns the sandbox's state.
/// </summary>
internal sealed class OrdinaryUser
{
    public const int Id = 54321;

    private readonly Sandbox _sandbox;
    private readonly string[] _before;
    private readonly string[] _after;

    /// <param name="sandbox">The test's.</param>
    /// <param name="before">A command that runs what follows as root: `unshare --mount`, to prepare something.</param>
    /// <param name="after">A command that runs what follows as the user: `unshare --user`.</param>
    public OrdinaryUser(Sandbox sandbox, string[]? before = null, string[]? after = null)
    {
        (_sandbox, _before, _after) = (sandbox, before ?? [], after ?? []);
        RuntimeDirectory = sandbox.MakeDirectory("xdg");
        Own(sandbox.Path);
        Container = sandbox.Container();
        WriteSpec();
    }

    /// <summary>What `spec --rootless` wrote for the user, with a probe to run.</summary>
    public Container Container { get; }

    /// <summary>XDG_RUNTIME_DIR.</summary>
    public string RuntimeDirectory { get; }

    public Launch Launch => new()
    {
        Wrapper = [.. _before, "setpriv", $"--reuid={Id}", $"--regid={Id}", "--clear-groups", "--", .. _after],
        Environment = new Dictionary<string, string> { ["XDG_RUNTIME_DIR"] = RuntimeDirectory },
    };

    /// <summary>The runtime with --root and these arguments.</summary>
    public Result Runtime(params string[] arguments) => _sandbox.Begin(Launch, arguments).Wait();

    public Result Run(params string[] options)
    {
        WriteBundle();
        return Runtime(["run", "--bundle", Container.Bundle, .. options, Container.Id]);
    }

    public Result Create(params string[] options)
    {
        WriteBundle();
        return Runtime(["create", "--bundle", Container.Bundle, .. options, Container.Id]);
    }

    public Result Exec(IEnumerable<string> options, params string[] command) =>
        Runtime(["exec", .. options, Container.Id, .. command]);

    public JsonObject State() => JsonNode.Parse(Runtime("state", Container.Id).Succeeded().Stdout)!.AsObject();

    public void WriteBundle()
    {
        Container.WriteConfig();
        Own(Container.Bundle);
    }

    private void Own(string path) => _sandbox.Command("chown", "-R", $"{Id}:{Id}", path).Succeeded();

    private void WriteSpec()
    {
        string directory = _sandbox.MakeDirectory("spec");
        Own(directory);
        _sandbox.BeginCommand(
            Launch, RuntimeBinary.Path, "spec", "--rootless", "--bundle", directory).Wait().Succeeded();
        Container.Spec = new Spec(JsonNode.Parse(File.ReadAllText(Path.Combine(directory, "config.json")))!.AsObject());
        Container.Spec.Set("process.terminal", false).Args("/bin/probe", "facts");
    }
}
