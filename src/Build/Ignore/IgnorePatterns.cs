// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Ignore;

/// <summary>
/// The lines of a .dockerignore, or what <c>--exclude</c> says: the last line that names a path or a directory above it
/// decides. The rules are those of moby's patternmatcher.
/// </summary>
public sealed class IgnorePatterns
{
    private readonly IgnorePattern[] _patterns;

    /// <param name="lines">Each without comments; <see cref="IgnoreFile"/> reads them.</param>
    /// <exception cref="FormatException">One is no pattern.</exception>
    public IgnorePatterns(IEnumerable<string> lines) =>
        _patterns = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0).Select(Parse)];

    /// <summary>Whether a line takes back what another one named.</summary>
    public bool HasExceptions => _patterns.Any(each => each.IsException);

    public bool IsEmpty => _patterns.Length == 0;

    /// <summary>The patterns that are no exceptions, in their order.</summary>
    public IEnumerable<string> Named => _patterns.Where(each => !each.IsException).Select(each => each.Pattern.Text);

    /// <summary>Whether a path is named, by itself or by a directory that it is in.</summary>
    /// <param name="path">Relative, with slashes, clean.</param>
    public bool Matches(string path)
    {
        bool[]? state = null;
        bool matches = false;
        for (int slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            (_, state) = Match(path[..slash], state);
        (matches, _) = Match(path, state);
        return matches;
    }

    /// <summary>The same for who goes through a tree from its top.</summary>
    /// <param name="path">Relative, with slashes, clean.</param>
    /// <param name="parent">What came with the answer for the directory above; null at the top.</param>
    /// <returns>Whether the path is named, and what its children are to be asked with.</returns>
    public (bool Matches, bool[] State) Match(string path, bool[]? parent)
    {
        bool matches = false;
        var state = new bool[_patterns.Length];
        for (int i = 0; i < _patterns.Length; i++)
        {
            IgnorePattern each = _patterns[i];
            if (parent is null || !parent[i])
            {
                // It would change nothing.
                if (each.IsException != matches || !each.Pattern.Matches(path))
                    continue;
            }
            state[i] = true;
            matches = !each.IsException;
        }
        return (matches, state);
    }

    /// <summary>Whether something in a named directory may be taken back.</summary>
    public bool MayTakeBackBelow(string directory) =>
        _patterns.Any(each => each.IsException && each.Pattern.MayMatchBelow(directory));

    /// <summary>Whether something in a directory may be named.</summary>
    public bool MayMatchBelow(string directory) =>
        _patterns.Any(each => !each.IsException && each.Pattern.MayMatchBelow(directory));

    private static IgnorePattern Parse(string line)
    {
        string pattern = SlashPath.Clean(line);
        bool isException = pattern[0] == '!';
        if (isException && pattern.Length == 1)
            throw new FormatException("illegal exclusion pattern: \"!\"");
        return new IgnorePattern(PathPattern.Deep(isException ? pattern[1..] : pattern), isException);
    }
}
