// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text;
using Husk.Engine;
using Husk.Linux;

namespace Husk.Cli.Output;

/// <summary>Standard input, output and error.</summary>
internal sealed class Streams
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public TextWriter Out { get; } = Writer(1);

    public TextWriter Error { get; } = Writer(2);

    public bool OutIsTerminal { get; } = Terminal.Is(new BorrowedFd(1));

    public bool ErrorIsTerminal { get; } = Terminal.Is(new BorrowedFd(2));

    public bool InIsTerminal { get; } = Terminal.Is(new BorrowedFd(0));

    /// <summary>Characters in a line of the terminal; 80 when nobody says.</summary>
    public int Width => SizeOf(1, OutIsTerminal).Columns;

    /// <summary>The size of the terminal that errors go to.</summary>
    public (int Columns, int Rows) ErrorSize => SizeOf(2, ErrorIsTerminal);

    /// <summary>Standard input as bytes.</summary>
    public static Stream In() => new StandardStream(0);

    /// <summary>A file that the user named.</summary>
    /// <exception cref="EngineException">It cannot be opened; in Go's words, which are docker's.</exception>
    public static Stream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string why = Directory.Exists(path) ? "is a directory"
                : e is UnauthorizedAccessException ? "permission denied"
                : e is FileNotFoundException or DirectoryNotFoundException ? "no such file or directory"
                : e.Message;
            throw new EngineException(EngineFault.NotFound, $"open {path}: {why}");
        }
    }

    /// <summary>Standard output as bytes.</summary>
    public static Stream RawOut() => new StandardStream(1);

    /// <summary>A line of standard input without its end; null at the end of input.</summary>
    public static string? ReadLine()
    {
        using Stream input = In();
        var line = new MemoryStream();
        for (int c; (c = input.ReadByte()) is not (-1 or '\n');)
            line.WriteByte((byte)c);
        return line.Length == 0 ? null : Utf8.GetString(line.GetBuffer(), 0, (int)line.Length).TrimEnd('\r');
    }

    private static (int Columns, int Rows) SizeOf(int number, bool isTerminal)
    {
        TerminalSize size = isTerminal ? Terminal.Size(new BorrowedFd(number)) : default;
        return (size.Columns > 0 ? size.Columns : 80, size.Rows > 0 ? size.Rows : 24);
    }

    private static StreamWriter Writer(int number) =>
        new(new StandardStream(number, unread: true), Utf8, bufferSize: 4096) { AutoFlush = true, NewLine = "\n" };
}
