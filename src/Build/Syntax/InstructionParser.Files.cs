// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Syntax;

internal sealed partial class InstructionParser
{
    private CopyInstruction ParseCopy()
    {
        var flags = new InstructionFlags(source, head.Flags, "chown", "from", "chmod", "link?", "exclude*", "parents?");
        return new CopyInstruction(source, Words(flags), flags.Text("from"), flags.Switch("parents") ?? false);
    }

    private AddInstruction ParseAdd()
    {
        var flags = new InstructionFlags(
            source, head.Flags, "chown", "chmod", "link?", "keep-git-dir?", "checksum", "unpack?", "exclude*");
        return new AddInstruction(
            source, Words(flags), flags.Switch("keep-git-dir"), flags.Text("checksum"), flags.Switch("unpack"));
    }

    private CopyWords Words(InstructionFlags flags)
    {
        List<string> words = Json(head.Rest) ?? [.. InstructionWords.Plain(head.Rest)];
        if (words.Count == 0)
            throw Wrong($"{_keyword} requires at least two arguments: a source and a destination");
        if (words.Count == 1)
            throw Wrong($"{_keyword} requires at least two arguments, but only one was provided. Destination could not be determined", words[0]);
        string destination = words[^1];
        if (HeredocWords.Parse(destination) is not null)
            throw Wrong($"{_keyword} cannot accept a heredoc as a destination", destination);
        var files = new List<Heredoc>();
        var paths = new List<string>();
        foreach (string word in words.SkipLast(1))
        {
            if (HeredocWords.Parse(word) is not { } begun)
            {
                paths.Add(word);
            }
            else
            {
                files.Add(heredocs.LastOrDefault(heredoc => heredoc.Name == begun.Name)
                ?? throw Wrong($"the heredoc {word} has no content: a quote on its line is not closed", word));
            }
        }
        return new CopyWords(paths, files, destination, flags.Text("chown"), flags.Text("chmod"),
            flags.Switch("link") ?? false, flags.List("exclude"));
    }
}
