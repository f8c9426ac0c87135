// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>One <c>--network</c>: a name, or <c>name=front,alias=web,ip=10.1.2.3,...</c>.</summary>
internal static partial class NetworkText
{
    /// <exception cref="FormatException">It is neither.</exception>
    public static (string Name, EndpointSettings Settings) Parse(string text)
    {
        if (!LongForm().IsMatch(text))
        {
            return text.Trim().Length > 0 ? (text, new EndpointSettings())
                : throw new FormatException("no name set for network");
        }

        string name = "";
        var settings = new EndpointSettings();
        var options = new Dictionary<string, string>();
        foreach (string field in CommaFields.Split(text))
        {
            int equals = field.IndexOf('=');
            if (equals <= 0)
                throw new FormatException($"invalid field {field}");
            string key = field[..equals].Trim().ToLowerInvariant(), value = field[(equals + 1)..].Trim();
            if (key == "name")
                name = value;
            else if (key == "driver-opt")
                AddOption(options, value);
            else
                settings = With(settings, key, value);
        }
        return name.Length > 0 ? (name, settings with { DriverOpts = options })
            : throw new FormatException("network name/id is not specified");
    }

    /// <summary>A network that somebody made, not one that every host has.</summary>
    public static bool IsUserDefined(string mode) =>
        mode is not ("" or "default" or "bridge" or "host" or "none")
            && !mode.StartsWith("container:", StringComparison.Ordinal);

    /// <summary>Six bytes with colons or dashes between.</summary>
    public static bool IsMacAddress(string text) => MacForm().IsMatch(text.Trim());

    private static EndpointSettings With(EndpointSettings settings, string key, string value) => key switch
    {
        "alias" => settings with { Aliases = [.. settings.Aliases, value] },
        "ip" => settings with { IPv4Address = value },
        "ip6" => settings with { IPv6Address = value },
        "mac-address" => settings with { MacAddress = value },
        "link-local-ip" => settings with { LinkLocalIPs = [.. settings.LinkLocalIPs, value] },
        "gw-priority" =>
            int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int priority)
            ? settings with { GwPriority = priority }
            : throw new FormatException($"invalid gw-priority ({value}): invalid syntax"),
        _ => throw new FormatException($"invalid field key {key}"),
    };

    private static void AddOption(Dictionary<string, string> options, string value)
    {
        string[] parts = value.Split('=', 2);
        if (parts.Length != 2 || parts[0].Length == 0)
            throw new FormatException("invalid key value pair format in driver options");
        options[parts[0].Trim()] = parts[1].Trim();
    }

    [GeneratedRegex(@"\w+=\w+(,\w+=\w+)*")]
    private static partial Regex LongForm();

    [GeneratedRegex("^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$|^[0-9a-fA-F]{2}(-[0-9a-fA-F]{2}){5}$")]
    private static partial Regex MacForm();
}
