// SPDX-License-Identifier: Apache-2.0
namespace Husk.Build.Ignore;

/// <summary>What a part of a pattern matches.</summary>
internal enum PatternTokenKind
{
    /// <summary>A character.</summary>
    Literal,

    /// <summary><c>?</c>: any character but a slash.</summary>
    OneOfName,

    /// <summary><c>[a-z]</c></summary>
    Class,

    /// <summary><c>*</c>: any number of characters but slashes.</summary>
    Name,

    /// <summary><c>**</c> at the end: anything.</summary>
    Anything,

    /// <summary><c>**/</c>: any number of directories, none too.</summary>
    Directories,
}
