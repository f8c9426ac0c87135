// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace Husk.Oci.Json;

/// <summary>Strings of a document as a message shows them.</summary>
public static class JsonText
{
    /// <summary>The string as JSON writes it, so that a message stays one line whatever the document holds.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char letter in text)
        {
            _ = letter switch
            {
                '"' or '\\' => quoted.Append('\\').Append(letter),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(letter) || letter is '\u2028' or '\u2029' =>
                    quoted.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)),
                _ => quoted.Append(letter),
            };
        }

        return quoted.Append('"').ToString();
    }
}
