// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Build.Ignore;

namespace Husk.Build.Tests.Ignore;

/// <summary>Cases learnt from moby's patternmatcher_test.go and ignorefile_test.go.</summary>
public sealed class IgnorePatternsTests
{
    [Theory]
    [InlineData("**", "file", true)]
    [InlineData("**/", "file", true)]
    [InlineData("**", "dir/file", true)]
    [InlineData("**/**", "dir/file", true)]
    [InlineData("dir/**", "dir/file", true)]
    [InlineData("dir/**", "dir/dir2/file", true)]
    [InlineData("dir/**", "dir", false)]
    [InlineData("**/dir", "dir", true)]
    [InlineData("**/dir", "dir/file", true)]
    [InlineData("**/dir2/*", "dir/dir2/file", true)]
    [InlineData("**/dir2/**", "dir/dir2/dir3/file", true)]
    [InlineData("**file", "file", true)]
    [InlineData("**file", "dir/afile", true)]
    [InlineData("**/file", "dir/dir/file", true)]
    [InlineData("**/file*", "dir/dir/file.txt", true)]
    [InlineData("**/file*txt", "dir/dir/file.txt", true)]
    [InlineData("**/file*.txt*", "dir/dir/file.txt", true)]
    [InlineData("**/**/*.txt", "dir/dir/file.txt", true)]
    [InlineData("**/**/*.txt2", "dir/dir/file.txt", false)]
    [InlineData("**/*.txt", "file.txt", true)]
    [InlineData("a**/*.txt", "a/file.txt", true)]
    [InlineData("a**/*.txt", "a/dir/dir/file.txt", true)]
    [InlineData("a/*.txt", "a/dir/file.txt", false)]
    [InlineData("a/*.txt", "a/file.txt", true)]
    [InlineData("a/*.txt**", "a/file.txt", true)]
    [InlineData("a[b-d]e", "ae", false)]
    [InlineData("a[b-d]e", "ace", true)]
    [InlineData("a[b-d]e", "aae", false)]
    [InlineData("a[^b-d]e", "aze", true)]
    [InlineData(".*", ".foo", true)]
    [InlineData(".*", "foo", false)]
    [InlineData("abc.def", "abcdef", false)]
    [InlineData("abc.def", "abcZdef", false)]
    [InlineData("abc?def", "abcZdef", true)]
    [InlineData("abc?def", "abcdef", false)]
    [InlineData("abc?def", "abc/def", false)]
    [InlineData(@"a\\", @"a\", true)]
    [InlineData(@"a\*b", "a*b", true)]
    [InlineData(@"a\*b", "axb", false)]
    [InlineData("**/foo/bar", "foo/bar", true)]
    [InlineData("**/foo/bar", "dir/dir2/foo/bar", true)]
    [InlineData("abc/**", "abc/def/ghi", true)]
    [InlineData("**/.foo", ".foo", true)]
    [InlineData("**/.foo", "bar.foo", false)]
    [InlineData("a(b)c/def", "a(b)c/def", true)]
    [InlineData("a(b)c/def", "a(b)c/xyz", false)]
    [InlineData("a.|)$(}+{bc", "a.|)$(}+{bc", true)]
    [InlineData("dist/*.whl", "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", true)]
    [InlineData("*[a-ζ]", "α", true)]
    [InlineData("a?b", "a☺b", true)]
    [InlineData("a???b", "a☺b", false)]
    [InlineData("ab[^b-d]", "abc", false)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxexxx/f", true)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", false)]
    [InlineData("a*", "ab/c", true)]
    [InlineData("docs/", "docs/README.md", true)]
    [InlineData("./docs/../src//x", "src/x", true)]
    public void A_pattern_names_a_path_or_not(string pattern, string path, bool isNamed) =>
        Assert.Equal(isNamed, new IgnorePatterns([pattern]).Matches(path));

    [Theory]
    [InlineData("!fileutils.go *.go", "fileutils.go", true)]
    [InlineData("*.go !fileutils.go", "fileutils.go", false)]
    [InlineData("docs !docs/README.md", "docs/README.md", false)]
    [InlineData("docs/ !docs/README.md", "docs/README.md", false)]
    [InlineData("docs/* !docs/README.md", "docs/README.md", false)]
    [InlineData("docs !docs/README.md", "docs/other", true)]
    [InlineData("** !util/docker/web", "util/docker/web/foo", false)]
    [InlineData("** !util/docker/web util/docker/web/foo", "util/docker/web/foo", true)]
    [InlineData("** !dist/*.whl", "dist/proxy.py-2.4.0rc3.dev36+g08acad9-py3-none-any.whl", false)]
    [InlineData("a !a/b a/b/c", "a/b/c", true)]
    [InlineData("a !a/b a/b/c", "a/b/d", false)]
    public void The_last_pattern_that_names_it_decides(string patterns, string path, bool isNamed) =>
        Assert.Equal(isNamed, new IgnorePatterns(patterns.Split(' ')).Matches(path));

    [Theory]
    [InlineData("!", "illegal exclusion pattern: \"!\"")]
    [InlineData("a[", "syntax error in pattern: a[")]
    [InlineData("[]a]", "syntax error in pattern: []a]")]
    [InlineData("[-]", "syntax error in pattern: [-]")]
    [InlineData("a[x-]", "syntax error in pattern: a[x-]")]
    [InlineData(@"a\", @"syntax error in pattern: a\")]
    public void What_is_no_pattern_is_refused(string pattern, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => new IgnorePatterns([pattern])).Message);

    [Theory]
    [InlineData("a/b", "a", true)]
    [InlineData("a/b", "ab", false)]
    [InlineData("**/b", "x/y", true)]
    [InlineData("a/b*/c", "a/bb", true)]
    [InlineData("a/b*/c", "a/c", false)]
    public void A_directory_is_looked_into_only_for_what_may_be_in_it(
        string exception, string directory, bool isEntered) =>
        Assert.Equal(isEntered, new IgnorePatterns(["*", "!" + exception]).MayTakeBackBelow(directory));

    [Fact]
    public void Lines_of_the_file_are_made_clean()
    {
        string text = "\uFEFFtest1\n/test2\n/a/file/here\n\nlastfile\r\n# a comment\n #no comment\n! /inverted/abs/path\n!\n! \ntrailing/  \n/\n";

        Assert.Equal(
            ["test1", "test2", "a/file/here", "lastfile", "#no comment", "!inverted/abs/path", "!", "!", "trailing",
                "/"],
            IgnoreFile.Parse(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
