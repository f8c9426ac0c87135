// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Output;

/// <summary>
/// The log, `--log`: a file, or standard error. What ends the program goes to standard error in any case, as plain
/// text: conmon shows that, and a person who typed the command sees it.
/// </summary>
internal sealed class Log : ILog
{
    private readonly OutputStream _to;
    private readonly LogFormat _format;
    private readonly LogLevel _least;

    private Log(OutputStream to, LogFormat format, LogLevel least)
    {
        _to = to;
        _format = format;
        _least = least;
    }

    /// <summary>The log until the command line has told of another.</summary>
    public static Log Early() => new(OutputStream.StandardError, LogFormat.Text, LogLevel.Warning);

    /// <summary>The log that the command line asks for.</summary>
    public static Log Open(GlobalOptions options)
    {
        OutputStream to = options.LogFile is { } file ? OutputStream.Append(file) : OutputStream.StandardError;
        return new Log(to, options.LogFormat, options.LogLevel);
    }

    public void Debug(string message) => Write(LogLevel.Debug, message);

    public void Warn(string message) => Write(LogLevel.Warning, message);

    /// <summary>What ends the program.</summary>
    public void Error(string message)
    {
        Write(LogLevel.Error, message);
        if (!_to.IsStandardError)
            OutputStream.StandardError.TryWrite(message + "\n");
    }

    private void Write(LogLevel level, string message)
    {
        if (level >= _least)
            _to.TryWrite(LogLine.Of(_format, level, DateTime.UtcNow, message));
    }
}
