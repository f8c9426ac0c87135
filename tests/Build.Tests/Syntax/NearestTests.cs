// SPDX-License-Identifier: Apache-2.0
using Husk.Build.Syntax;

namespace Husk.Build.Tests.Syntax;

public sealed class NearestTests
{
    [Theory]
    [InlineData("FORM", "FROM")]
    [InlineData("copyy", "copy")]
    [InlineData("Enntrypoint", "ENTRYPOINT")]
    [InlineData("RNU", "RUN")]
    [InlineData("BANANA", null)]
    [InlineData("RUN", null)]
    public void A_mistyped_word_is_known_again(string word, string? meant) =>
        Assert.Equal(meant, Nearest.To(word, ["FROM", "COPY", "ENTRYPOINT", "ENV", "RUN"], ignoresCase: true));
}
