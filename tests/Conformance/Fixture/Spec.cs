// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;

namespace Husk.Conformance.Fixture;

/// <summary>A config.json under a test's hands. It begins as what the runtime's own `spec` command writes.</summary>
internal sealed class Spec(JsonObject json)
{
    private static readonly Lazy<string> Template = new(WriteTemplate);

    public JsonObject Json => json;

    /// <summary>
    /// The member at a path such as `process.user.uid`. Setting makes the objects on the way; null removes.
    /// </summary>
    public JsonNode? this[string path]
    {
        get
        {
            JsonNode? node = json;
            foreach (string name in path.Split('.'))
            {
                node = node?[name];
            }

            return node;
        }

        set
        {
            JsonObject parent = json;
            string[] names = path.Split('.');
            foreach (string name in names[..^1])
            {
                parent[name] ??= new JsonObject();
                parent = parent[name]!.AsObject();
            }

            if (value is null)
            {
                parent.Remove(names[^1]);
            }
            else
            {
                parent[names[^1]] = value;
            }
        }
    }

    /// <summary>The runtime's default, without a terminal.</summary>
    public static Spec Default()
    {
        var spec = new Spec(JsonNode.Parse(Template.Value)!.AsObject());
        spec["process.terminal"] = false;
        spec.Args("/bin/probe", "facts");
        return spec;
    }

    public Spec Set(string path, JsonNode? value)
    {
        this[path] = value;
        return this;
    }

    public Spec Args(params string[] args) => Set("process.args", Texts(args));

    /// <summary>A line for busybox's shell.</summary>
    public Spec Shell(string script) => Args("/bin/sh", "-c", script);

    public Spec Env(params string[] variables)
    {
        JsonArray env = this["process.env"]!.AsArray();
        foreach (string variable in variables)
        {
            env.Add((JsonNode)variable);
        }

        return this;
    }

    /// <summary>A new namespace of the type, or the one at the path.</summary>
    public Spec Namespace(string type, string? path = null)
    {
        WithoutNamespace(type);
        var entry = new JsonObject { ["type"] = type };
        if (path is not null)
        {
            entry["path"] = path;
        }

        this["linux.namespaces"]!.AsArray().Add((JsonNode)entry);
        return this;
    }

    public bool HasNamespace(string type) =>
        this["linux.namespaces"]!.AsArray().Any(entry => (string?)entry!["type"] == type);

    public Spec WithoutNamespace(string type)
    {
        JsonArray namespaces = this["linux.namespaces"]!.AsArray();
        foreach (JsonNode? entry in namespaces.Where(entry => (string?)entry!["type"] == type).ToList())
        {
            namespaces.Remove(entry);
        }

        return this;
    }

    public Spec Mount(string destination, string type, string source, params string[] options) =>
        Mount(new JsonObject
        {
            ["destination"] = destination,
            ["type"] = type,
            ["source"] = source,
            ["options"] = Texts(options)
        });

    public Spec Mount(JsonObject mount)
    {
        this["mounts"]!.AsArray().Add((JsonNode)mount);
        return this;
    }

    public Spec Bind(string source, string destination, params string[] options) =>
        Mount(destination, "bind", source, [.. options.Contains("rbind") ? options : ["bind", .. options]]);

    public Spec WithoutMount(string destination)
    {
        JsonArray mounts = this["mounts"]!.AsArray();
        foreach (JsonNode? mount in mounts.Where(mount => (string?)mount!["destination"] == destination).ToList())
        {
            mounts.Remove(mount);
        }

        return this;
    }

    public Spec Capabilities(params string[] names)
    {
        foreach (string set in (string[])["bounding", "effective", "permitted"])
        {
            this["process.capabilities." + set] = Texts(names);
        }

        return Set("process.capabilities.inheritable", null).Set("process.capabilities.ambient", null);
    }

    public Spec AddDevice(JsonObject device)
    {
        this["linux.devices"] ??= new JsonArray();
        this["linux.devices"]!.AsArray().Add((JsonNode)device);
        return this;
    }

    /// <summary>
    /// A new user namespace: the container's ids from 0 on are the host's from <paramref name="hostId"/> on.
    /// </summary>
    public Spec UserNamespace(int hostId = 100000, int size = 65536)
    {
        foreach (string map in (string[])["uidMappings", "gidMappings"])
        {
            this["linux." + map] =
                new JsonArray(new JsonObject { ["containerID"] = 0, ["hostID"] = hostId, ["size"] = size });
        }

        return Namespace("user");
    }

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public override string ToString() => json.ToJsonString();

    private static string WriteTemplate()
    {
        string directory = Directory.CreateTempSubdirectory("husk-conformance-spec-").FullName;
        try
        {
            using Invocation spec = Invocation.Begin([RuntimeBinary.Path, "spec", "--bundle", directory],
                Path.Combine(directory, "spec"), Launch.Default);
            spec.Wait().Succeeded();
            return File.ReadAllText(Path.Combine(directory, "config.json"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
