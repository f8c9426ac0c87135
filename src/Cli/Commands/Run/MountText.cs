// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>One <c>--mount</c>.</summary>
internal static class MountText
{
    /// <exception cref="FormatException">A field that is not known, or fields that do not go together.</exception>
    public static MountRequest Parse(string text)
    {
        var mount = new MountRequest { Type = "volume", Target = "" };
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string field in CommaFields.Split(text))
        {
            int equals = field.IndexOf('=');
            string key = (equals < 0 ? field : field[..equals]).ToLowerInvariant();
            string? value = equals < 0 ? null : field[(equals + 1)..];
            mount = (key, value) switch
            {
                ("readonly" or "ro", null) => mount with { ReadOnly = true },
                ("volume-nocopy" or "bind-nonrecursive", null) => WithOption(mount, options, key, "true"),
                (_, null) => throw new FormatException($"invalid field '{field}' must be a key=value pair"),
                ("type", _) => mount with { Type = value.ToLowerInvariant() },
                ("source" or "src", _) =>
                    mount with { Source = value.StartsWith('.') ? Path.GetFullPath(value) : value },
                ("target" or "dst" or "destination", _) => mount with { Target = value },
                ("readonly" or "ro", _) => mount with { ReadOnly = Bool(key, value) },
                // What macOS needs, and Linux does not.
                ("consistency", _) => mount,
                _ => WithOption(mount, options, key, value, field),
            };
        }
        Check(mount, options);
        return mount with { Options = options };
    }

    private static MountRequest WithOption(MountRequest mount, Dictionary<string, string> options, string key,
        string value, string field = "")
    {
        switch (key)
        {
            case "bind-propagation":
                options[key] = value.ToLowerInvariant();
                break;
            case "bind-recursive":
                options[key] = value is "enabled" or "disabled" or "writable" or "readonly" ? value
                    : throw new FormatException(
                        $"invalid value for {key}: {value} (must be \"enabled\", \"disabled\", \"writable\", or \"readonly\")");
                break;
            case "bind-nonrecursive":
                options["bind-recursive"] = Bool(key, value) ? "disabled" : "enabled";
                break;
            case "volume-nocopy":
                options[key] = Bool(key, value) ? "true" : "false";
                break;
            case "volume-subpath" or "volume-driver" or "image-subpath":
                options[key] = value;
                break;
            case "volume-label" or "volume-opt":
                string[] parts = value.Split('=', 2);
                options[$"{key}/{parts[0]}"] = parts.Length > 1 ? parts[1] : "";
                break;
            case "tmpfs-size":
                options[key] = Size(key, value).ToString(CultureInfo.InvariantCulture);
                break;
            case "tmpfs-mode":
                options[key] = value.Length > 0 && value.All(c => c is >= '0' and <= '7') ? value
                    : throw new FormatException($"invalid value for {key}: {value}");
                break;
            default:
                throw new FormatException($"unexpected key '{key}' in '{field}'");
        }
        return mount;
    }

    private static void Check(MountRequest mount, Dictionary<string, string> options)
    {
        if (mount.Type.Length == 0)
            throw new FormatException("type is required");
        if (mount.Target.Length == 0)
            throw new FormatException("target is required");
        foreach (string kind in (string[])["volume", "image", "bind", "tmpfs"])
        {
            if (mount.Type != kind && options.Keys.Any(key => key.StartsWith(kind + "-", StringComparison.Ordinal)))
                throw new FormatException($"cannot mix '{kind}-*' options with mount type '{mount.Type}'");
        }
        string recursive = options.GetValueOrDefault("bind-recursive", "");
        if (recursive is "writable" or "readonly" && !mount.ReadOnly)
        {
            throw new FormatException(
                $"option 'bind-recursive={recursive}' requires 'readonly' to be specified in conjunction");
        }

        if (recursive == "readonly" && options.GetValueOrDefault("bind-propagation") != "rprivate")
        {
            throw new FormatException(
                "option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction");
        }
    }

    private static bool Bool(string key, string value) => value switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw new FormatException($"invalid value for {key}: {value}"),
    };

    private static long Size(string key, string value)
    {
        try
        {
            return MemorySize.Parse(value);
        }
        catch (FormatException)
        {
            throw new FormatException($"invalid value for {key}: {value}");
        }
    }
}
