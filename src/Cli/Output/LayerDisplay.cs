// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Husk.Engine.Images;

namespace Husk.Cli.Output;

/// <summary>
/// The layers of a pull or push: on a terminal a line each that changes, with a bar; elsewhere a line for each step.
/// </summary>
internal sealed class LayerDisplay : IProgress<LayerProgress>, IDisposable
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(80);

    private readonly object _entry = new();
    private readonly Action<string> _write;
    private readonly int? _width;
    private readonly List<string> _order = [];
    private readonly Dictionary<string, string> _lines = new(StringComparer.Ordinal);
    private string _heading;
    private DateTime _drawn;
    private int _onScreen;

    /// <param name="to">Where lines go.</param>
    /// <param name="width">The terminal's width; null when it is none.</param>
    /// <param name="heading">A line to stand above the first layer: once there are layers, the image is there.</param>
    public LayerDisplay(TextWriter to, int? width, string heading = "")
    {
        _write = to.Write;
        _width = width;
        _heading = heading;
    }

    public void Report(LayerProgress value)
    {
        string? line = Line(value, _width is not null);
        if (line is null)
            return;
        lock (_entry)
        {
            WriteHeading();
            bool known = _lines.TryGetValue(value.Id, out string? before);
            // One layer may be in an image several times.
            if (before == line)
                return;
            _lines[value.Id] = line;
            if (!known)
                _order.Add(value.Id);
            if (_width is null)
                _write($"{value.Id}: {line}\n");
            else if (DateTime.UtcNow - _drawn > RedrawEvery)
                Draw();
        }
    }

    /// <summary>To be called when all is done: an image may have no layers.</summary>
    public void Complete()
    {
        lock (_entry)
            WriteHeading();
    }

    /// <summary>Draws what has not been drawn yet.</summary>
    public void Dispose()
    {
        lock (_entry)
        {
            if (_width is not null)
                Draw();
        }
    }

    /// <summary>What is to be said of a layer; null when that is only for terminals.</summary>
    internal static string? Line(LayerProgress value, bool terminal) => value.Status switch
    {
        LayerStatus.Queued => "Pulling fs layer",
        LayerStatus.Downloading => terminal ? "Downloading " + Bar(value) : null,
        LayerStatus.Retrying => $"Retrying: {value.Detail}",
        LayerStatus.Verifying => "Verifying Checksum",
        LayerStatus.Downloaded => "Download complete",
        LayerStatus.Extracting => terminal ? "Extracting " + Bar(value) : null,
        LayerStatus.Pulled => "Pull complete",
        LayerStatus.AlreadyExists => "Already exists",
        LayerStatus.Preparing => "Preparing",
        LayerStatus.Pushing => terminal ? "Pushing " + Bar(value) : null,
        LayerStatus.Pushed => "Pushed",
        LayerStatus.Mounted => $"Mounted from {value.Detail}",
        _ => "Layer already exists",
    };

    internal static string Bar(LayerProgress value)
    {
        const int cells = 50;
        int done = value.Total <= 0 ? 0 : (int)long.Min(cells, value.Current * cells / value.Total);
        string arrow = done == cells ? new string('=', cells) : (new string('=', done) + '>').PadRight(cells);
        return string.Create(
            CultureInfo.InvariantCulture, $"[{arrow}]  {Human.Size(value.Current, 4)}/{Human.Size(value.Total, 4)}");
    }

    private void WriteHeading()
    {
        if (_heading.Length > 0)
            _write(_heading + "\n");
        _heading = "";
    }

    // Up to the first line, each cleared and written anew (ECMA-48: CUU, EL).
    private void Draw()
    {
        _drawn = DateTime.UtcNow;
        var text = new System.Text.StringBuilder();
        if (_onScreen > 0)
            text.Append(CultureInfo.InvariantCulture, $"\x1b[{_onScreen}A");
        foreach (string id in _order)
        {
            string line = $"{id}: {_lines[id]}";
            text.Append("\x1b[2K\r").Append(line.Length < _width ? line : line[..(_width!.Value - 1)]).Append('\n');
        }
        _onScreen = _order.Count;
        _write(text.ToString());
    }
}
