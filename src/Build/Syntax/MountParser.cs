// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax;

/// <summary>Reads what follows <c>--mount=</c> of a RUN; the reference, "RUN --mount".</summary>
internal sealed class MountParser(IWordExpander expander)
{
    private static readonly string[] Keys =
    [
        "type", "from", "source", "target", "readonly", "id", "sharing", "required", "size", "mode", "uid", "gid",
        "src", "dst", "destination", "ro", "rw", "readwrite", "env",
    ];

    private string _text = "";
    private RunMountType _type;
    private string? _from;
    private string? _source;
    private string? _target;
    private bool? _isReadOnly;
    private long? _size;
    private string? _id;
    private CacheSharing? _sharing;
    private bool _isRequired;
    private string? _variable;
    private uint? _mode;
    private uint? _uid;
    private uint? _gid;

    private string TypeName => _type.ToString().ToLowerInvariant();

    private bool IsSecretOrSsh => _type is RunMountType.Secret or RunMountType.Ssh;

    public RunMount Parse(string text)
    {
        _text = text;
        foreach (string field in Fields(text))
            Read(field);
        Check();
        return new RunMount
        {
            Type = _type,
            From = _from,
            Source = _source,
            Target = _target,
            IsReadOnly = _isReadOnly ?? _type is not (RunMountType.Cache or RunMountType.Tmpfs),
            Size = _size,
            Id = _id,
            Sharing = _sharing ?? CacheSharing.Shared,
            IsRequired = _isRequired,
            Variable = _variable,
            Mode = _mode,
            Uid = _uid,
            Gid = _gid,
        };
    }

    /// <summary>The stage, image or context that the mount names, before any variable is replaced; null when it names
    /// none.</summary>
    public static string? FromOf(string text)
    {
        string? from = null;
        foreach (string field in Fields(text))
        {
            if (!field.StartsWith("from=", StringComparison.OrdinalIgnoreCase))
                continue;
            from = field[5..];
            int dollar = from.IndexOf('$');
            if (dollar >= 0 && dollar != from.Length - 1)
            {
                throw new ExpansionException(
                    text, "'from' doesn't support variable expansion, define alias stage instead");
            }
        }
        return from;
    }

    private static List<string> Fields(string text)
    {
        try
        {
            return CsvFields.Split(text);
        }
        catch (FormatException wrong)
        {
            throw new ExpansionException(text, $"failed to parse csv mounts: {wrong.Message}");
        }
    }

    private void Read(string field)
    {
        int equals = field.IndexOf('=');
        string key = (equals < 0 ? field : field[..equals]).ToLowerInvariant();
        string value = equals < 0 ? "true" : expander.Expand(field[(equals + 1)..]);
        if (equals < 0 && key is not ("readonly" or "ro" or "readwrite" or "rw" or "required"))
            throw Wrong($"invalid field '{field}' must be a key=value pair");
        switch (key)
        {
            case "type":
                _type = Named<RunMountType>(value)
                    ?? throw Wrong($"unsupported mount type \"{value}\"{Names<RunMountType>(value)}");
                break;
            case "from":
                _from = value.Length == 0 ? null : value;
                break;
            case "source" or "src":
                _source = value;
                break;
            case "target" or "dst" or "destination":
                _target = value;
                break;
            case "readonly" or "ro":
                _isReadOnly = Flag(key, value);
                break;
            case "readwrite" or "rw":
                _isReadOnly = !Flag(key, value);
                break;
            case "required":
                _isRequired = IsSecretOrSsh ? Flag(key, value) : throw Unexpected(key);
                break;
            case "size":
                _size = _type is not RunMountType.Tmpfs ? throw Unexpected(key)
                    : ByteCount.Parse(value) ?? throw Wrong($"invalid value for {key}: {value}");
                break;
            case "id":
                _id = value;
                break;
            case "sharing":
                _sharing = Named<CacheSharing>(value)
                    ?? throw Wrong($"unsupported sharing value \"{value}\"{Names<CacheSharing>(value)}");
                break;
            case "mode":
                _mode = Octal(value) ?? throw Wrong($"invalid value {value} for mode");
                break;
            case "uid":
                _uid = Id(key, value);
                break;
            case "gid":
                _gid = Id(key, value);
                break;
            case "env":
                _variable = value;
                break;
            default:
                throw Wrong($"unexpected key '{key}' in '{field}'{Nearest.Suggestion(key, Keys)}");
        }
    }

    private void Check()
    {
        if (!IsSecretOrSsh && _type is not RunMountType.Cache && (_mode ?? _uid ?? _gid) is not null)
            throw Wrong($"{(_mode is not null ? "mode" : _uid is not null ? "uid" : "gid")} not allowed for \"{TypeName}\" type mounts");
        if (_type is RunMountType.Secret)
        {
            if (_from is not null)
                throw Wrong("secret mount should not have a from");
            if (_sharing is not null)
                throw Wrong("secret mount should not define sharing");
            if ((_source ?? _target ?? _id ?? "").Length == 0)
                throw Wrong("invalid secret mount. one of source, target required");
            if (_source is not null && _id is not null)
                throw Wrong("both source and id can't be set");
        }
        if (_sharing is not null && _type is not RunMountType.Cache)
            throw Wrong($"invalid cache sharing set for {TypeName} mount");
    }

    private bool Flag(string key, string value) => value switch
    {
        "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
        "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
        _ => throw Wrong($"invalid value for {key}: {value}"),
    };

    private uint Id(string key, string value) =>
        uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint id)
            ? id
            : throw Wrong($"invalid value {value} for {key}");

    private static uint? Octal(string value)
    {
        uint mode = 0;
        foreach (char digit in value)
        {
            if (digit is < '0' or > '7' || mode > uint.MaxValue >> 3)
                return null;
            mode = (mode << 3) | (uint)(digit - '0');
        }
        return value.Length > 0 ? mode : null;
    }

    private static T? Named<T>(string value)
        where T : struct, Enum
    {
        foreach (T each in Enum.GetValues<T>())
        {
            if (string.Equals(each.ToString(), value, StringComparison.OrdinalIgnoreCase))
                return each;
        }
        return null;
    }

    private static string Names<T>(string value)
        where T : struct, Enum =>
            Nearest.Suggestion(value, Array.ConvertAll(Enum.GetNames<T>(), name => name.ToLowerInvariant()));

    private ExpansionException Unexpected(string key) => Wrong($"unexpected key '{key}' for mount type '{TypeName}'");

    private ExpansionException Wrong(string problem) => new(_text, problem);
}
