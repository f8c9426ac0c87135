// SPDX-License-Identifier: Apache-2.0
using Husk.Build.Ignore;

namespace Husk.Build.Copying;

/// <summary>What of a tree is copied.</summary>
/// <param name="ignored">What is not there; paths are the tree's.</param>
/// <param name="excluded">What is left out; paths are the source's.</param>
/// <param name="included">All that is taken; paths are the source's; null for everything.</param>
internal sealed class SourceFilter(IgnorePatterns ignored, IgnorePatterns excluded, IgnorePatterns? included)
{
    /// <summary>What is known of a directory when its children are asked for.</summary>
    public readonly record struct State(bool[]? Ignored, bool[]? Excluded, bool[]? Included);

    /// <summary>Whether anything is left out at all.</summary>
    public bool IsOpen => ignored.IsEmpty && excluded.IsEmpty && included is null;

    /// <summary>What holds for a directory of the tree, and all above it.</summary>
    /// <param name="path">Empty for the tree itself.</param>
    public State Above(string path)
    {
        bool[]? state = null;
        for (int slash = path.Length == 0 ? -1 : path.IndexOf('/'); path.Length > 0;
            slash = path.IndexOf('/', slash + 1))
        {
            (_, state) = ignored.Match(slash < 0 ? path : path[..slash], state);
            if (slash < 0)
                break;
        }
        return new State(state, null, null);
    }

    /// <summary>Whether a file is copied, and whether a directory that is not may hold one that is.</summary>
    public (bool IsTaken, bool IsEntered, State State) Judge(string inTree, string inSource, State above)
    {
        bool isTaken = true;
        bool isEntered = true;
        bool[]? ignoredState = null, excludedState = null, includedState = null;
        if (!ignored.IsEmpty && inTree.Length > 0)
        {
            (bool matches, ignoredState) = ignored.Match(inTree, above.Ignored);
            isTaken &= !matches;
            isEntered &= !matches || ignored.MayTakeBackBelow(inTree);
        }
        if (!excluded.IsEmpty && inSource.Length > 0)
        {
            (bool matches, excludedState) = excluded.Match(inSource, above.Excluded);
            isTaken &= !matches;
            isEntered &= !matches || excluded.MayTakeBackBelow(inSource);
        }
        if (included is not null)
        {
            (bool matches, includedState) = inSource.Length > 0
                ? included.Match(inSource, above.Included)
                : (false, null);
            isTaken &= matches;
            isEntered &= matches || inSource.Length == 0 || included.MayMatchBelow(inSource);
        }
        return (isTaken, isEntered, new State(ignoredState, excludedState, includedState));
    }
}
