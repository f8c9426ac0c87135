// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Oci;

/// <summary>
/// The user's configuration is wrong: one line that names the place and says what was expected there.
/// </summary>
public sealed class SpecException : Exception
{
    /// <param name="message">
    /// The whole line, place included: <c>config.json:12:7: $.process.args[1]: expected a string, found a number</c>.
    /// </param>
    /// <param name="jsonPath">As <see cref="JsonPath"/>.</param>
    public SpecException(string message, string? jsonPath)
        : base(message) => JsonPath = jsonPath;

    /// <summary>Where in the document, as <c>$.process.args[1]</c>; null when the text is not JSON.</summary>
    public string? JsonPath { get; }

    /// <summary>What is wrong at a place: <c>$.process.cwd: is missing</c>.</summary>
    public static SpecException At(string jsonPath, string what) => new($"{jsonPath}: {what}", jsonPath);
}
